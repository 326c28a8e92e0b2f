/** What a profile object says of an event that it was told of before, in another chunk. */

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { AppliedChunks } from "../../durable-objects/applied-chunks.ts";
import { principalReadsBodies } from "../../src/core/detect/indexes.ts";
import type { ProfileAnswer } from "../../src/core/apply-chunk.ts";
import type { ApiCall } from "../../src/core/event.ts";
import { packCalls } from "../../src/core/group/call-codec.ts";
import { APPLIED_IDS_PER_ROW_MAX } from "../../src/core/limits.ts";
import { apiCall } from "../core/detect/api-call.ts";
import { NO_CONTEXT } from "../../src/core/profile/account-context.ts";
import { principalStub } from "../../src/intake/profile-stubs.ts";

const ACCOUNT = "111122223333";
const BUCKETS = 1_600;
const OPEN = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }],
};
const PRINCIPAL = "arn:aws:iam::111122223333:user/mallory";
const KALI = apiCall({
  id: "kali-1",
  userAgent: "aws-cli/1.22.34 Python/3.9.11 Linux/5.15.0-kali3-amd64 botocore/1.23.34",
});

async function apply(chunkId: string, calls: readonly ApiCall[]): Promise<ProfileAnswer> {
  const chunk = { id: chunkId.repeat(32), bucket: 490_000 };
  const name = [ACCOUNT, PRINCIPAL];
  const packed = packCalls(calls, principalReadsBodies);
  const { answer } = await principalStub(env, ...name).apply(chunk, name, packed, JSON.stringify(NO_CONTEXT));
  return JSON.parse(answer) as ProfileAnswer;
}

test("an event that another object brings again is told of again, as the same sighting", async () => {
  const first = await apply("a", [KALI]);
  expect(first.sightings).toHaveLength(1);
  const again = await apply("b", [KALI, apiCall({ id: "other" })]);
  expect(again.sightings).toEqual(first.sightings);
  expect(again.duplicates).toBe(1);
  expect((await apply("c", [apiCall({ id: "other" })])).sightings).toEqual([]);
});

test("a third object gets it once, and nothing more is stored for it", async () => {
  const first = await apply("a", [KALI]);
  await apply("b", [KALI]);
  expect((await apply("c", [KALI])).sightings).toEqual(first.sightings);
  const stub = principalStub(env, ACCOUNT, PRINCIPAL);
  await runInDurableObject(stub as DurableObjectStub, (_, { storage }) => {
    expect(storage.sql.exec("SELECT chunk_id FROM told").toArray()).toEqual([{ chunk_id: "a".repeat(32) }]);
  });
});

test("an answer longer than a row is remembered whole: thousands of buckets opened in one chunk", async () => {
  const calls = Array.from({ length: BUCKETS }, (_, at) =>
    apiCall({
      id: `open-${at}`,
      service: "s3.amazonaws.com",
      api: "PutBucketPolicy",
      request: { bucketName: `site-${at}-💥`, bucketPolicy: OPEN },
    }),
  );
  const name = [ACCOUNT, PRINCIPAL];
  const chunk = { id: "d".repeat(32), bucket: 490_000 };
  const packed = packCalls(calls, principalReadsBodies);
  const apply = () => principalStub(env, ...name).apply(chunk, name, packed, JSON.stringify(NO_CONTEXT));
  const first = await apply();
  expect(first.answer.length).toBeGreaterThan(2 * 1024 * 1024);
  expect((JSON.parse(first.answer) as ProfileAnswer).sightings).toHaveLength(BUCKETS);
  const again = await apply();
  expect(again.replayed).toBe(true);
  expect(again.answer === first.answer).toBe(true);
});

test("an hour has as many chunks as come: each is known, none else is, and each costs one row", async () => {
  await runInDurableObject(principalStub(env, ACCOUNT, "busy") as DurableObjectStub, (_, { storage }) => {
    const applied = new AppliedChunks(storage.sql);
    const ids = Array.from({ length: 2 * APPLIED_IDS_PER_ROW_MAX + 1 }, (_none, at) =>
      at.toString(16).padStart(32, "0"),
    );
    const rows = ids.map((id) => applied.remember({ id, bucket: 7 }, null, 0));
    expect(new Set(rows)).toEqual(new Set([1]));
    expect(ids.every((id) => applied.recall({ id, bucket: 7 }) !== null)).toBe(true);
    expect(applied.recall({ id: "f".repeat(32), bucket: 7 })).toBeNull();
    expect(applied.recall({ id: ids[0] as string, bucket: 8 })).toBeNull();
    const count = () => storage.sql.exec("SELECT count(*) AS count FROM applied_ids").one()["count"];
    expect(count()).toBe(3);
    applied.remember({ id: "e".repeat(32), bucket: 9 }, "said", 40 * 86_400_000);
    expect(count()).toBe(1);
    expect(applied.recall({ id: ids[0] as string, bucket: 7 })).toBeNull();
    expect(applied.recall({ id: "e".repeat(32), bucket: 9 })).toEqual({ answer: "said" });
  });
});

test("chunks that tables of before remembered are known", async () => {
  await runInDurableObject(principalStub(env, ACCOUNT, "old") as DurableObjectStub, (_, { storage: { sql } }) => {
    sql.exec(`CREATE TABLE applied (bucket INTEGER PRIMARY KEY, ids TEXT NOT NULL, touched_ms INTEGER NOT NULL);
      CREATE TABLE answers (chunk_id TEXT PRIMARY KEY, bucket INTEGER NOT NULL, answer TEXT NOT NULL) WITHOUT ROWID`);
    const [one, two] = ["1".repeat(32), "2".repeat(32)];
    sql.exec("INSERT INTO applied VALUES (7, ?, 5)", one + two);
    sql.exec("INSERT INTO answers VALUES (?, 7, 'said')", two);
    for (let start = 0; start < 2; start++) {
      const applied = new AppliedChunks(sql);
      expect(applied.recall({ id: one, bucket: 7 })).toEqual({ answer: null });
      expect(applied.recall({ id: two, bucket: 7 })).toEqual({ answer: "said" });
      expect(applied.recall({ id: "3".repeat(32), bucket: 7 })).toBeNull();
    }
  });
});
