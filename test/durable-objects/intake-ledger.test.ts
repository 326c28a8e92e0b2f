/** Goal: no poll stands in the way of those after it. Method: the real ledger in Node, over an S3 that hangs or never ends. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DurableState } from "../../dev/simulate/durable-state.ts";
import { IntakeLedger, type PollRequest } from "../../durable-objects/intake-ledger.ts";
import { addObjects, loadStream, saveStream } from "../../durable-objects/ledger-tables.ts";
import { LIST_PAGES_PER_POLL_MAX, POLL_MS_MAX } from "../../src/core/limits.ts";
import type { Env } from "../../src/env.ts";
import { freshState } from "../../src/intake/poll-plan.ts";
import { nodeSql } from "./node-sql.ts";
import { aSource } from "../store/a-source.ts";

vi.mock("cloudflare:workers", () => import("../../dev/simulate/cloudflare-workers.ts"));

const NOW = Date.UTC(2026, 10, 24, 12);
const MINUTE_MS = 60_000;
const BASE = "AWSLogs/111122223333/CloudTrail/eu-west-1/";
const STREAM = {
  accountId: "111122223333",
  kind: "cloudtrail",
  region: "eu-west-1",
  vpcId: null,
  layout: "daily",
  base: BASE,
} as const;
const SOURCE = aSource();

const ENV = {
  API_TOKEN: "0123456789abcdef0123456789abcdef",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  POLL_IDLE_MINUTES_MAX: "60",
};

function request(nowMs: number): PollRequest {
  return { source: SOURCE, accountId: STREAM.accountId, streams: [STREAM], nowMs };
}

type Message = { readonly body: { readonly key: string } };

/** `sent`: keys that the queue took. `refuse`: whether it takes none. */
function ledgerOver(sql: SqlStorage) {
  const sent: string[] = [];
  const queue = { sent, refuse: false };
  const sendBatch = async (messages: readonly Message[]): Promise<void> => {
    if (queue.refuse) throw new Error("Queue sendBatch failed: Too Many Requests");
    sent.push(...messages.map(({ body }) => body.key));
  };
  const alarms = { getAlarm: async () => NOW, setAlarm: async () => {} };
  // As much of an object's state and environment as the ledger uses.
  const state = { storage: { sql, ...alarms } } as unknown as DurableState;
  const env = { ...ENV, INGEST: { sendBatch } } as unknown as Env;
  return { ledger: new IntakeLedger(state as never, env), queue };
}

/** One page of a listing. */
function page(keys: readonly string[], next: string | null): Response {
  const contents = keys.map((key) => {
    const time = new Date(NOW).toISOString();
    return `<Contents><Key>${key}</Key><LastModified>${time}</LastModified><ETag>"e"</ETag><Size>1</Size></Contents>`;
  });
  const more = next === null ? "" : `<NextContinuationToken>${next}</NextContinuationToken>`;
  const truncated = `<IsTruncated>${next !== null}</IsTruncated>`;
  return new Response(`<ListBucketResult>${truncated}${contents.join("")}${more}</ListBucketResult>`);
}

const keyAt = (at: number): string =>
  `${BASE}2026/11/23/111122223333_CloudTrail_eu-west-1_20261123T0000Z_${String(at).padStart(4, "0")}.json.gz`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a poll that never ends is joined for 15 minutes, and then left behind", async () => {
  const answers: ((response: Response) => void)[] = [];
  // The first two requests hang until they are answered here; later ones, such as for digests, are answered at once.
  const hang = (): Promise<Response> => new Promise<Response>((resolve) => void answers.push(resolve));
  vi.stubGlobal("fetch", async () => (answers.length < 2 ? await hang() : page([], null)));
  const { ledger, queue } = ledgerOver(nodeSql());
  const asked = async (count: number): Promise<void> => await vi.waitFor(() => expect(answers.length).toBe(count));

  const hung = ledger.poll(request(NOW));
  await asked(1);
  vi.setSystemTime(NOW + POLL_MS_MAX - 1);
  expect(ledger.poll(request(Date.now()))).toBe(hung);

  vi.setSystemTime(NOW + POLL_MS_MAX);
  const second = ledger.poll(request(Date.now()));
  expect(second).not.toBe(hung);
  await asked(2);

  // The one that hung ends after all: what is under way stays the poll that others join.
  answers[0]?.(page([], null));
  await hung;
  expect(ledger.poll(request(Date.now()))).toBe(second);
  answers[1]?.(page([keyAt(1)], null));
  expect(await second).toMatchObject({ queued: 1, problem: null });
  expect(queue.sent).toEqual([keyAt(1)]);
  const third = ledger.poll(request(Date.now()));
  expect(third).not.toBe(second);
  await third;
});

test("a listing that is not at its end goes on at the next tick, though all it has shown is known", async () => {
  const pages = LIST_PAGES_PER_POLL_MAX + 5;
  const keys = Array.from({ length: pages }, (_, at) => keyAt(at));
  vi.stubGlobal("fetch", async ({ url }: Request) => {
    const query = new URL(url).searchParams;
    const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    const key = keys.find((candidate) => candidate > after);
    return page(key === undefined ? [] : [key], key === undefined || key === keys.at(-1) ? null : key);
  });
  const sql = nodeSql();
  const { ledger, queue } = ledgerOver(sql);
  addObjects(
    sql,
    keys.map((key) => ({ key, etag: "e", size: 1, modifiedMs: NOW })),
    false,
    NOW,
  );
  sql.exec("UPDATE objects SET state = 'done'");
  // As after a long rest.
  saveStream(sql, { ...freshState(BASE), intervalMs: 30 * MINUTE_MS });

  const first = await ledger.poll(request(NOW));
  expect(first).toMatchObject({ queued: 0, listCalls: LIST_PAGES_PER_POLL_MAX });
  expect(loadStream(sql, BASE).pass).not.toBeNull();
  expect(first.dueMs).toBeLessThanOrEqual(NOW + MINUTE_MS);

  const second = await ledger.poll(request(NOW + MINUTE_MS));
  expect(loadStream(sql, BASE).pass).toBeNull();
  // At its end, with nothing new: a rest is due.
  expect(second.dueMs).toBeGreaterThan(NOW + 2 * MINUTE_MS);
  expect(queue.sent).toEqual([]);
});

test("an object that a hint names is sent at once; one that the queue refuses is sent by the next poll", async () => {
  vi.stubGlobal("fetch", async ({ method }: Request) => {
    if (method !== "HEAD") return page([], null);
    return new Response(null, {
      headers: { etag: '"e"', "content-length": "1", "last-modified": new Date(NOW).toUTCString() },
    });
  });
  const { ledger, queue } = ledgerOver(nodeSql());
  const hint = (at: number) => ({ bucket: "logs", key: keyAt(at), etag: null, size: null, eventTimeMs: null });
  expect(await ledger.hint(request(NOW), [hint(1)])).toMatchObject({ queued: 1 });
  expect(queue.sent).toEqual([keyAt(1)]);

  queue.refuse = true;
  await expect(ledger.hint(request(NOW), [hint(2)])).rejects.toThrow("Too Many Requests");
  queue.refuse = false;
  // Told of again, it is known: nothing is sent for that.
  expect(await ledger.hint(request(NOW), [hint(2)])).toMatchObject({ queued: 0, known: 1 });
  expect(queue.sent).toEqual([keyAt(1)]);
  await ledger.poll(request(NOW));
  expect(queue.sent).toEqual([keyAt(1), keyAt(2)]);
});
