import { expect, test } from "vitest";
import { type CatalogueIndex, indexCatalogue } from "../../src/core/detect/catalogue-index.ts";
import type { CallDetector } from "../../src/core/detect/detector.ts";
import type { ApiCall } from "../../src/core/event.ts";
import {
  observeAccount,
  type ObservedState,
  observePrincipal as observe,
  observeRegion,
  type RegionState,
} from "../../src/core/observe.ts";
import { NO_CONTEXT } from "../../src/core/profile/account-context.ts";
import { emptyProfile } from "../../src/core/profile/profile.ts";
import { emptyFacts } from "../../src/core/profile/region-facts.ts";
import { SeenEvents } from "../../src/core/profile/seen-events.ts";
import { apiCall } from "./detect/api-call.ts";
import { fakeDetector } from "./detect/fake-detector.ts";

const freshState = (): ObservedState & RegionState => ({
  profile: emptyProfile(["x"]),
  seen: new SeenEvents(100),
  facts: emptyFacts(),
});
const observePrincipal = (state: ObservedState, calls: readonly ApiCall[], index: CatalogueIndex) =>
  observe(state, calls, NO_CONTEXT, index);
const [one, two] = [apiCall({ id: "one", timeMs: 1 }), apiCall({ id: "two", timeMs: 2 })];
const fires = fakeDetector();
const throws = fakeDetector({
  type: "PenTest:IAMUser/KaliLinux",
  detect: (call) => {
    throw new Error(`cannot read ${call.id} ${"x".repeat(1_000)}`);
  },
});
const indexOf = (...detectors: readonly CallDetector[]) => indexCatalogue(detectors, "principal");

test("every call is learned and judged", () => {
  const state = freshState();
  const { hits, faults, duplicates } = observePrincipal(state, [one, two], indexOf(fires));
  expect(hits.map(({ eventId, type, timeMs }) => [eventId, type, timeMs])).toEqual([
    ["one", fires.type, 1],
    ["two", fires.type, 2],
  ]);
  expect([faults, duplicates, state.profile.calls]).toEqual([[], 0, 2]);
});

test("a detector that throws is a fault with type, event and reason, and the others still run", () => {
  const state = freshState();
  const observed = observePrincipal(state, [one, two], indexOf(throws, fires));
  expect(observed.hits.map(({ eventId }) => eventId)).toEqual(["one", "two"]);
  expect(observed.faults.map(({ type, eventId }) => [type, eventId])).toEqual([
    [throws.type, "one"],
    [throws.type, "two"],
  ]);
  expect(observed.faults[0]?.message).toMatch(/^cannot read one x{100}/);
  expect(observed.faults[0]?.message.length).toBeLessThanOrEqual(200);
  expect(state.profile.calls).toBe(2);
});

test("what is thrown need not be an error", () => {
  const odd = fakeDetector({
    detect: () => {
      // oxlint-disable-next-line no-throw-literal -- that is the case
      throw "text";
    },
  });
  expect(observePrincipal(freshState(), [one], indexOf(odd)).faults).toEqual([
    { type: odd.type, eventId: "one", message: "text" },
  ]);
});

test("an event that comes again counts once and is told once, in one batch or in another", () => {
  const state = freshState();
  const first = observePrincipal(state, [one, one, two], indexOf(fires));
  expect([first.hits.length, first.duplicates]).toEqual([2, 1]);
  const again = observePrincipal(state, [two, one], indexOf(fires, throws));
  expect(again).toEqual({ hits: [], faults: [], duplicates: 2, repeatedIds: ["two", "one"] });
  expect(state.profile.calls).toBe(2);
});

test("an account learns every call once, and judges none", () => {
  const state = { profile: emptyProfile(["x"], "account"), seen: new SeenEvents(100) };
  const byService = apiCall({ id: "service", sourceIp: null, sourceDomain: "ec2.amazonaws.com" });
  const context = observeAccount(state, [one, one, two, byService]);
  expect(context).toMatchObject({ calls: [], values: [] });
  expect(state.profile.calls, "what AWS does itself is no habit").toBe(2);
});

function set(id: string, timeMs: number, minimumPasswordLength: number): ApiCall {
  const api = "UpdateAccountPasswordPolicy";
  return apiCall({ id, timeMs, service: "iam.amazonaws.com", api, request: { minimumPasswordLength } });
}

test("facts are those of just before the event, and are learned behind it", () => {
  const lengths: unknown[] = [];
  const watcher = fakeDetector({
    watches: "region",
    apis: "any",
    detect: (_, { facts }) => {
      lengths.push(facts.passwordPolicy?.["minimumPasswordLength"]);
      return null;
    },
  });
  const state = freshState();
  const index = indexCatalogue([watcher], "region");
  observeRegion(state, [set("a", 10, 14), set("b", 20, 8), set("a", 10, 14)], index);
  // Late: it is judged by what held then, not by what is known now.
  observeRegion(state, [set("c", 15, 6)], index);
  expect(lengths).toEqual([undefined, 14, 14]);
  expect(state.facts.passwordPolicies.map(({ timeMs }) => timeMs)).toEqual([10, 15, 20]);
});

test("a principal has no facts, and teaches none", () => {
  const seen: unknown[] = [];
  const watcher = fakeDetector({
    apis: "any",
    detect: (_, { facts }) => {
      seen.push(facts.passwordPolicy, facts.trailBuckets.size);
      return null;
    },
  });
  observePrincipal(freshState(), [set("a", 0, 6)], indexOf(watcher));
  observePrincipal(freshState(), [one], indexOf(watcher));
  expect(seen).toEqual([undefined, 0, undefined, 0]);
});
