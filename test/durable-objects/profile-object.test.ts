/**
 * Goal: a chunk is applied and remembered, or neither. Every statement of an apply fails once; the object is started anew,
 * gets the chunk again, and must answer and hold what it does when nothing fails.
 */

import { expect, test, vi } from "vitest";
import { DurableState } from "../../dev/simulate/durable-state.ts";
import { type FaultPlan, noFaults } from "../../dev/simulate/faults.ts";
import type { Gate } from "../../dev/simulate/gate.ts";
import { Sqlite } from "../../dev/simulate/sqlite.ts";
import { PrincipalProfile } from "../../durable-objects/principal-profile.ts";
import { principalReadsBodies } from "../../src/core/detect/indexes.ts";
import type { ApiCall } from "../../src/core/event.ts";
import { packCalls } from "../../src/core/group/call-codec.ts";
import { NO_CONTEXT } from "../../src/core/profile/account-context.ts";
import { apiCall } from "../core/detect/api-call.ts";

vi.mock("cloudflare:workers", () => import("../../dev/simulate/cloudflare-workers.ts"));

const NAME = ["111122223333", "arn:aws:iam::111122223333:user/mallory"];
/** Reading the chunk's hour, the profile and what was told; writing the profile, the hour and the answer. */
const STATEMENTS_MIN = 6;

const kali = (id: string): ApiCall =>
  apiCall({ id, userAgent: "aws-cli/1.22.34 Python/3.9.11 Linux/5.15.0-kali3-amd64 botocore/1.23.34" });
const FIRST = { id: "a".repeat(32), bucket: 490_000, calls: [kali("one")] };
/** In another hour, so that it is the one to prune; with one event told of before, and a new one to tell of. */
const SECOND = { id: "b".repeat(32), bucket: 490_001, calls: [kali("one"), kali("two"), apiCall({ id: "three" })] };

/** An instance as after an eviction. `failing`: the statement that fails once it is started, from 0; null for none. */
function started(sqlite: Sqlite, failing: number | null): PrincipalProfile {
  let at: number | null = null;
  const incident = (): boolean => at !== null && at++ === failing;
  const plan: FaultPlan = { ...noFaults(), incident };
  const state = new DurableState("test", sqlite, { plan } as Gate, { get: () => null, set: () => {} });
  // The simulated state has what a profile uses; its environment is not used.
  const object = new PrincipalProfile(state as unknown as DurableObjectState, {} as never);
  at = 0;
  return object;
}

function apply(object: PrincipalProfile, { id, bucket, calls }: typeof FIRST): string {
  const packed = packCalls(calls, principalReadsBodies);
  return object.apply({ id, bucket }, NAME, packed, JSON.stringify(NO_CONTEXT)).answer;
}

function contents(sqlite: Sqlite): unknown[] {
  const tables = [
    "profile, seen, facts FROM state",
    "bucket, part, ids FROM applied_ids",
    "* FROM answer_parts",
    "* FROM told",
  ];
  return tables.map((table) => sqlite.run(`SELECT ${table} ORDER BY 1, 2`, []).rows);
}

/** Both chunks, where that statement of the second fails and is tried again. Null: there is no such statement. */
function bothApplied(failing: number | null): { readonly answer: string; readonly contents: unknown[] } | null {
  const sqlite = new Sqlite();
  try {
    apply(started(sqlite, null), FIRST);
    const before = contents(sqlite);
    if (failing !== null) {
      const attempt = started(sqlite, failing);
      try {
        apply(attempt, SECOND);
        return null;
      } catch (error) {
        expect(String(error)).toContain("internal error in Durable Object storage");
      }
      expect(contents(sqlite), `after statement ${failing} failed`).toEqual(before);
    }
    return { answer: apply(started(sqlite, null), SECOND), contents: contents(sqlite) };
  } finally {
    sqlite.close();
  }
}

test("whichever statement of an apply fails, nothing of it stays, and the chunk counts once", () => {
  const clean = bothApplied(null);
  expect(JSON.parse(clean?.answer ?? "")).toMatchObject({ duplicates: 1, faults: [] });
  let failing = 0;
  for (let ended = bothApplied(failing); ended !== null; ended = bothApplied(++failing)) {
    expect(ended, `statement ${failing}`).toEqual(clean);
  }
  expect(failing).toBeGreaterThanOrEqual(STATEMENTS_MIN);
});
