/** Goal: old rows go, and no object whose row is gone is listed again. Method: the tables of a real Durable Object. */

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { pruneLedger } from "../../durable-objects/ledger-prune.ts";
import { addObjects, loadStream, saveStream } from "../../durable-objects/ledger-tables.ts";
import { LEDGER_DAYS_KEPT, WHOLE_STREAM_KEYS_MAX } from "../../src/core/limits.ts";
import type { Stream } from "../../src/core/sources/listing.ts";
import { freshState, planPoll } from "../../src/intake/poll-plan.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 24, 12);
const ACCOUNT = "111122223333";

function streamOf(region: string): Stream {
  const base = `AWSLogs/${ACCOUNT}/CloudTrail/${region}/`;
  return { base, accountId: ACCOUNT, kind: "cloudtrail", region, vpcId: null, layout: "daily" };
}

function objects({ base }: Stream, count: number, modifiedMs: number) {
  const day = new Date(modifiedMs).toISOString().slice(0, 10).replaceAll("-", "/");
  return Array.from({ length: count }, (_, at) => ({ key: `${base}${day}/${at}`, etag: "e", size: 1, modifiedMs }));
}

test("a large stream forgets what is old and lists behind it; a small one keeps its rows; waiting rows stay", async () => {
  const [large, small] = [streamOf("eu-west-1"), streamOf("us-east-1")];
  const oldMs = NOW - (LEDGER_DAYS_KEPT + 2) * DAY_MS;
  // Came on the day that is cut, into the folder of the next: its row must outlive the cut.
  const ahead = { key: "", etag: "e", size: 1, modifiedMs: NOW - LEDGER_DAYS_KEPT * DAY_MS - 60_000 };
  await runInDurableObject(env.INTAKE_LEDGER.getByName("prune") as DurableObjectStub, (_, { storage: { sql } }) => {
    for (const [stream, count] of [
      [large, WHOLE_STREAM_KEYS_MAX],
      [small, 5],
    ] as const) {
      addObjects(sql, objects(stream, count, oldMs), false, oldMs);
      addObjects(sql, objects(stream, 2, NOW), false, NOW);
      saveStream(sql, { ...freshState(stream.base), keys: 9_999, wholeMs: NOW });
    }
    const nextDay = new Date(ahead.modifiedMs + DAY_MS).toISOString().slice(0, 10).replaceAll("-", "/");
    const early = { ...ahead, key: `${large.base}${nextDay}/ahead` };
    addObjects(sql, [early], false, early.modifiedMs);
    addObjects(sql, objects(streamOf("eu-central-1"), 3, oldMs), true, oldMs);
    sql.exec("UPDATE objects SET state = 'done' WHERE key NOT LIKE '%/0'");
    pruneLedger(sql, NOW);
    const left = (base: string) =>
      sql.exec<{ n: number }>("SELECT count(*) AS n FROM objects WHERE key LIKE ? || '%'", base).one().n;
    expect([left(large.base), left(small.base), left(streamOf("eu-central-1").base)]).toEqual([4, 7, 1]);
    expect(loadStream(sql, small.base)).toMatchObject({ keys: 7, prunedMs: 0 });
    const state = { ...loadStream(sql, large.base), keys: 3 };
    const { kind, after } = planPoll(large, state, 0, NOW);
    expect(kind).toBe("whole");
    expect(early.key > after).toBe(true);
    for (const { key } of objects(large, 3, oldMs)) expect(key < after).toBe(true);
    for (const { key } of objects(large, 2, NOW - 31 * DAY_MS)) expect(key > after).toBe(true);
  });
});
