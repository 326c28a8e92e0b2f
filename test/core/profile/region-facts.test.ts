import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/core/json.ts";
import { PASSWORD_POLICIES_KEPT, TRAIL_BUCKETS_MAX } from "../../../src/core/limits.ts";
import { packFacts } from "../../../src/core/profile/facts-codec.ts";
import { emptyFacts, factsAt, INVENTORY_APIS, learnFacts } from "../../../src/core/profile/region-facts.ts";
import { apiCall } from "../detect/api-call.ts";

function policy(timeMs: number, request: JsonObject | null, api = "UpdateAccountPasswordPolicy") {
  return apiCall({ id: `p${timeMs}`, timeMs, service: "iam.amazonaws.com", api, request });
}

function trail(bucket: string, api = "CreateTrail") {
  return apiCall({ service: "cloudtrail.amazonaws.com", api, request: { name: "t", s3BucketName: bucket } });
}

function learned(...calls: readonly ReturnType<typeof apiCall>[]) {
  const store = emptyFacts();
  for (const call of calls) learnFacts(store, call);
  return store;
}

test("knows nothing before it has seen a policy", () => {
  expect(factsAt(emptyFacts(), 5)).toEqual({ passwordPolicy: undefined, trailBuckets: new Set() });
});

test("the policy is the last one set before that time, not the last that arrived", () => {
  const store = learned(
    policy(300, { minimumPasswordLength: 8 }),
    policy(100, { minimumPasswordLength: 14 }),
    policy(200, null, "DeleteAccountPasswordPolicy"),
  );
  const lengthAt = (timeMs: number) => factsAt(store, timeMs).passwordPolicy;
  expect([100, 101, 200, 201, 300, 301].map(lengthAt)).toEqual([
    undefined,
    { minimumPasswordLength: 14 },
    { minimumPasswordLength: 14 },
    null,
    null,
    { minimumPasswordLength: 8 },
  ]);
});

test("keeps the settings alone, with their types", () => {
  const store = learned(
    policy(1, {
      minimumPasswordLength: "14",
      requireSymbols: "true",
      hardExpiry: false,
      secret: "x",
      maxPasswordAge: {},
    }),
  );
  expect(factsAt(store, 2).passwordPolicy).toEqual({
    minimumPasswordLength: 14,
    requireSymbols: true,
    hardExpiry: false,
  });
});

test("a call that failed teaches nothing", () => {
  const store = learned(
    { ...policy(1, { minimumPasswordLength: 6 }), error: "AccessDenied" },
    { ...trail("logs"), error: "TrailAlreadyExistsException" },
  );
  expect(store).toEqual(emptyFacts());
});

test("the same calls in any order teach the same, those of one second too", () => {
  const call = fc
    .record({
      timeMs: fc.integer({ min: 0, max: 12 }),
      length: fc.integer({ min: 6, max: 9 }),
      bucket: fc.constantFrom("a", "b"),
    })
    .map(({ timeMs, length, bucket }) =>
      length === 9 ? trail(bucket) : policy(timeMs, { minimumPasswordLength: length }),
    );
  const property = fc.property(fc.array(call, { maxLength: 30, size: "max" }), (calls) => {
    const text = packFacts(learned(...calls));
    expect(packFacts(learned(...calls.toReversed()))).toBe(text);
    expect(packFacts(learned(...calls.filter((_, at) => at % 2), ...calls.filter((_, at) => at % 2 === 0)))).toBe(text);
  });
  fc.assert(property, { seed: 19, numRuns: 300 });
});

test("remembers the buckets of trails, from request or response", () => {
  const response = apiCall({
    service: "cloudtrail.amazonaws.com",
    api: "UpdateTrail",
    response: { s3BucketName: "from-response" },
  });
  const store = learned(trail("a"), trail("b", "UpdateTrail"), trail("a"), response, trail("c", "DeleteTrail"));
  expect([...factsAt(store, 0).trailBuckets].sort()).toEqual(["a", "b", "from-response"]);
});

test("is bounded", () => {
  const policies = Array.from({ length: 50 }, (_, at) => policy(at, { minimumPasswordLength: at }));
  const buckets = Array.from({ length: 200 }, (_, at) => trail(`b${at}`));
  const store = learned(...policies, ...buckets);
  expect(store.passwordPolicies.map(({ timeMs }) => timeMs)).toEqual(
    Array.from({ length: PASSWORD_POLICIES_KEPT }, (_, at) => 50 - PASSWORD_POLICIES_KEPT + at),
  );
  expect(store.trailBuckets.size).toBe(TRAIL_BUCKETS_MAX);
});

test("names the calls whose bodies it reads", () => {
  expect([...INVENTORY_APIS].sort()).toEqual([
    "cloudtrail:CreateTrail",
    "cloudtrail:UpdateTrail",
    "iam:DeleteAccountPasswordPolicy",
    "iam:UpdateAccountPasswordPolicy",
  ]);
});
