import { expect, test } from "vitest";
import { applyChunk } from "../../src/core/apply-chunk.ts";
import type { ApiCall } from "../../src/core/event.ts";
import { memoryProfiles } from "../../src/core/memory-profiles.ts";
import { apiCall, identity, ROOT } from "./detect/api-call.ts";

function stopLogging(override: Partial<ApiCall> = {}): ApiCall {
  return apiCall({
    service: "cloudtrail.amazonaws.com",
    api: "StopLogging",
    request: { name: "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main" },
    ...override,
  });
}

test("a deed is told once, and remembered over chunks", async () => {
  const host = memoryProfiles();
  const apply = (id: string, ...calls: ApiCall[]) => applyChunk({ id, bucket: 0 }, { number: 0, calls }, host);
  const first = await apply("a", stopLogging({ id: "one" }));
  expect(first.sightings).toMatchObject([
    { chunkId: "a", count: 1, eventIds: ["one"], latest: { type: "Stealth:IAMUser/CloudTrailLoggingDisabled" } },
  ]);
  expect(first).toMatchObject({ faults: [], duplicates: 0 });
  const again = await apply("b", stopLogging({ id: "one" }), stopLogging({ id: "two" }));
  expect(again.sightings).toMatchObject([{ chunkId: "b", count: 1, eventIds: ["two"] }]);
  expect(again.duplicates).toBe(1);
});

test("a deed of a global service raises one finding, in the Region that logged it", async () => {
  const call = apiCall({
    service: "iam.amazonaws.com",
    api: "ListUsers",
    region: "us-east-1",
    global: true,
    identity: ROOT,
  });
  const { sightings } = await applyChunk({ id: "a", bucket: 0 }, { number: 0, calls: [call] }, memoryProfiles());
  expect(sightings.map(({ latest }) => [latest.type, latest.region])).toEqual([
    ["Policy:IAMUser/RootCredentialUsage", "us-east-1"],
  ]);
});

test("accounts and principals do not share: the same event id in two accounts is two events", async () => {
  const calls = ["111122223333", "123456789012"].map((accountId) => stopLogging({ id: "same", accountId }));
  calls.push(stopLogging({ id: "same", identity: identity({ principal: "user/bob", userName: "bob" }) }));
  const { sightings, duplicates } = await applyChunk({ id: "a", bucket: 0 }, { number: 0, calls }, memoryProfiles());
  expect(sightings.map(({ latest }) => latest.accountId).sort()).toContain("123456789012");
  expect(duplicates).toBe(0);
});

test("hosts share nothing", async () => {
  const chunk = { number: 0, calls: [stopLogging()] };
  for (const host of [memoryProfiles(), memoryProfiles()]) {
    expect((await applyChunk({ id: "a", bucket: 0 }, chunk, host)).sightings).toHaveLength(1);
  }
});
