/** Goal: what a notification could not have sent waits for the next tick alone. Method: ledgers that answer as told. */

import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import type { HintOutcome } from "../../../durable-objects/intake-ledger.ts";
import type { Env } from "../../../src/env.ts";
import { receive } from "../../../src/intake/notifications/receive.ts";
import { dueLedgers, ledgersOf, saveStreams, setLedgerDue } from "../../../src/store/ledgers.ts";
import { createSource } from "../../../src/store/sources.ts";
import { aSource } from "../../store/a-source.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE_MS = 60_000;
const ACCOUNT = "111122223333";
const BASE = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/`;
const KEY = `${BASE}2026/11/24/${ACCOUNT}_CloudTrail_eu-west-1_20261124T1155Z_AbCdEfGhIjKlMnOp.json.gz`;

const SOURCE = aSource({ discoveredMs: NOW });

const NOTIFICATION = JSON.stringify({ s3Bucket: SOURCE.bucket, s3ObjectKey: [KEY] });
const QUEUED: HintOutcome = { queued: 1, known: 0, gone: 0, later: 0, digests: 0 };

beforeEach(async () => {
  await createSource(env.DB, SOURCE);
  const stream = { accountId: ACCOUNT, region: "eu-west-1", vpcId: null, layout: "daily", base: BASE } as const;
  await saveStreams(env.DB, SOURCE.id, [{ ...stream, kind: "cloudtrail" }], NOW);
  const [ledger] = await ledgersOf(env.DB, SOURCE.id);
  if (ledger === undefined) throw new Error("no ledger");
  // At rest.
  await setLedgerDue(env.DB, ledger, NOW + 40 * MINUTE_MS, 60 * MINUTE_MS);
});

function envWith(hint: () => Promise<HintOutcome>): Env {
  // Of the ledger only this is called.
  return { ...env, INTAKE_LEDGER: { getByName: () => ({ hint }) } } as unknown as Env;
}

async function isDue(): Promise<boolean> {
  return (await dueLedgers(env.DB, NOW)).get(SOURCE.id)?.includes(ACCOUNT) ?? false;
}

test.each([
  ["sent at once, nothing is left to a poll", QUEUED, false],
  ["not asked for, the next tick lists it", { ...QUEUED, queued: 0, later: 1 }, true],
])("an object that is %s", async (_what, outcome, due) => {
  const received = await receive(
    envWith(async () => outcome),
    "s3",
    NOTIFICATION,
    NOW,
  );
  expect(received).toMatchObject({ ok: true, value: { counts: outcome } });
  expect(await isDue()).toBe(due);
});

test("a ledger that fails, perhaps after its row was made, is due at once, and the sender is told to try again", async () => {
  const failing = envWith(async () => {
    throw new Error("Queue sendBatch failed: Too Many Requests");
  });
  await expect(receive(failing, "s3", NOTIFICATION, NOW)).rejects.toThrow("Too Many Requests");
  expect(await isDue()).toBe(true);
});
