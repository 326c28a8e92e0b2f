/** What a profile object says of an event that it was told of before, in another chunk. */

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { principalReadsBodies } from "../../src/core/detect/indexes.ts";
import type { ProfileAnswer } from "../../src/core/apply-chunk.ts";
import type { ApiCall } from "../../src/core/event.ts";
import { packCalls } from "../../src/core/group/call-codec.ts";
import { apiCall } from "../core/detect/api-call.ts";
import { NO_CONTEXT } from "../../src/core/profile/account-context.ts";
import { principalStub } from "../../src/intake/profile-stubs.ts";

const ACCOUNT = "111122223333";
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
