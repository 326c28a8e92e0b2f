import { expect, test } from "vitest";
import type { ApiCall } from "../../src/core/event.ts";
import { NO_CONTEXT } from "../../src/core/profile/account-context.ts";
import { factsFromRecord } from "../../src/core/profile/host-facts.ts";
import { applyChunk, chunkIdOf, type ProfileAnswer, type ProfileHost } from "../../src/core/apply-chunk.ts";
import { sightingsOf } from "../../src/core/findings/sighting.ts";
import { PROFILE_CALLS_PARALLEL_MAX } from "../../src/core/limits.ts";
import { apiCall, identity } from "./detect/api-call.ts";
import { aHit } from "./findings/samples.ts";

const IDENTITY = { id: "chunk-1", bucket: 7 };
const EMPTY: ProfileAnswer = { sightings: [], faults: [], duplicates: 0 };

function callsOf(count: number) {
  return Array.from({ length: count }, (_, at) =>
    apiCall({
      id: `e${at}`,
      service: "cloudtrail.amazonaws.com",
      api: "CreateTrail",
      region: `region-${at}`,
      identity: identity({ principal: `user/${at}` }),
    }),
  );
}

/** Answers after a turn of the event loop, and notes who was asked when. */
function watchedHost(answer: (name: string) => ProfileAnswer = () => EMPTY) {
  const asked: string[] = [];
  const state = { open: 0, most: 0 };
  const ask = async (name: string): Promise<ProfileAnswer> => {
    asked.push(name);
    state.open++;
    state.most = Math.max(state.most, state.open);
    await new Promise((resolve) => setTimeout(resolve, 0));
    state.open--;
    asked.push(`${name} answered`);
    return answer(name);
  };
  const host: ProfileHost = {
    account: async (chunk, batch) => {
      await ask(`${chunk.id}/${chunk.bucket} account ${batch.accountId}`);
      return NO_CONTEXT;
    },
    region: (chunk, batch) => ask(`${chunk.id}/${chunk.bucket} ${batch.region}`),
    principal: (chunk, batch) => ask(`${chunk.id}/${chunk.bucket} ${batch.principal}`),
    host: (chunk, batch) => ask(`${chunk.id}/${chunk.bucket} ${batch.host}`),
    forget: async () => {},
    deployed: async () => [],
    describe: async (_chunk, _accountId, _region, questions) => questions.map(factsFromRecord),
  };
  return { host, asked, state };
}

test("the account and every Region have answered before a principal is asked", async () => {
  const { host, asked } = watchedHost();
  await applyChunk(IDENTITY, { number: 0, calls: callsOf(10) }, host);
  const lastRegion = asked.findLastIndex((name) => name.includes("region-"));
  const firstPrincipal = asked.findIndex((name) => name.includes("user/"));
  expect(asked).toHaveLength(42);
  expect(lastRegion).toBeLessThan(firstPrincipal);
  expect(asked.slice(0, 3)).toEqual([
    "chunk-1/7 account 111122223333",
    "chunk-1/7 account 111122223333 answered",
    "chunk-1/7 region-0",
  ]);
});

test("asks a bounded number of profiles at a time", async () => {
  const { host, state } = watchedHost();
  await applyChunk(IDENTITY, { number: 0, calls: callsOf(50) }, host);
  expect(state.most).toBe(PROFILE_CALLS_PARALLEL_MAX);
});

test("gathers sightings and faults of all, Regions first, and counts a duplicate once: by its principal", async () => {
  const fault = { type: aHit().type, eventId: "e", message: "m" };
  const { host } = watchedHost((name) => ({
    sightings: sightingsOf([aHit({ eventId: name })], "chunk-1"),
    faults: [fault],
    duplicates: 1,
  }));
  const [call] = callsOf(1);
  const outcome = await applyChunk(IDENTITY, { number: 0, calls: [call as ApiCall] }, host);
  expect(outcome.sightings.map(({ eventIds }) => eventIds[0])).toEqual(["chunk-1/7 region-0", "chunk-1/7 user/0"]);
  expect(outcome).toMatchObject({ calls: 3, duplicates: 1, faults: [fault, fault] });
});

test("a profile that fails fails the chunk: the whole of it comes again", async () => {
  const { host } = watchedHost((name) => {
    if (name.includes("user/3")) throw new Error("no answer");
    return EMPTY;
  });
  await expect(applyChunk(IDENTITY, { number: 0, calls: callsOf(5) }, host)).rejects.toThrow("no answer");
});

test("a chunk id names bucket, key, etag, parser and number, and nothing runs together", () => {
  const object = { bucket: "b", key: "k", etag: "e" };
  const id = chunkIdOf(object, "cloudtrail/1", 0);
  expect(chunkIdOf({ ...object }, "cloudtrail/1", 0)).toBe(id);
  const others = [
    chunkIdOf({ ...object, bucket: "bk", key: "" }, "cloudtrail/1", 0),
    chunkIdOf({ ...object, key: "k2" }, "cloudtrail/1", 0),
    chunkIdOf({ ...object, etag: "e2" }, "cloudtrail/1", 0),
    chunkIdOf(object, "cloudtrail/2", 0),
    chunkIdOf(object, "cloudtrail/1", 1),
    chunkIdOf(object, "cloudtrail/", 10),
  ];
  expect(new Set([id, ...others]).size).toBe(7);
});
