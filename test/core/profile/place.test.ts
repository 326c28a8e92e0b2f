import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CallerFacts } from "../../../src/core/enrich/facts.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { PLACE_KEY_CHARS_MAX, PLACES_KEPT } from "../../../src/core/limits.ts";
import { isSignIn, type Place, placeOf, withPlace } from "../../../src/core/profile/place.ts";
import { callerFacts } from "../behaviour/habits.ts";
import { apiCall, identity } from "../detect/api-call.ts";
import { place, resourceCall } from "../detect/history-samples.ts";

const signIn = (override: Partial<ApiCall> = {}): ApiCall =>
  apiCall({ service: "signin.amazonaws.com", api: "ConsoleLogin", response: { ConsoleLogin: "Success" }, ...override });

test.each<[boolean, string, Partial<ApiCall>]>([
  [true, "that succeeded", {}],
  [true, "that does not say how it ended", { response: null }],
  [false, "that failed", { response: { ConsoleLogin: "Failure" } }],
  [false, "with an error", { error: "Failed authentication" }],
  [false, "of another service", { service: "sso.amazonaws.com" }],
  [false, "by another call", { api: "GetSigninToken" }],
])("%s: a sign-in %s", (expected, _what, override) => {
  expect(isSignIn(signIn(override))).toBe(expected);
});

test("remembers sign-ins and the sessions of resources, and not people's sessions", () => {
  expect(placeOf(signIn())?.key).toBe("sign-in");
  const shared = identity({ type: "AssumedRole", sessionName: "alice" });
  expect(placeOf(signIn({ identity: shared }))?.key, "of a role, by session").toBe("sign-in alice");
  expect(placeOf(resourceCall("ec2"))).toMatchObject({ key: "i-0123456789abcdef0", from: "203.0.113.9" });
  expect(placeOf(resourceCall(null))).toBeNull();
  expect(placeOf(apiCall())).toBeNull();
});

test("an endpoint is where a call came from, not the private address behind it", () => {
  const call = resourceCall("ec2", { sourceIp: "10.0.0.7", vpcEndpointId: "vpce-0123456789abcdef0" });
  expect(placeOf(call)?.from).toBe("vpce-0123456789abcdef0");
  expect(placeOf(resourceCall("ec2", { sourceIp: null }))).toBeNull();
});

const match = (category: string): CallerFacts["matches"] =>
  [{ category, list: "x", entry: "x" }] as unknown as CallerFacts["matches"];

test.each<[boolean, string, Partial<CallerFacts>]>([
  [false, "a home", {}],
  [true, "a hosting provider", { cloud: { provider: "aws", region: null, service: null } as CallerFacts["cloud"] }],
  [true, "an anonymizer", { matches: match("anonymizer") }],
  [true, "a Tor exit", { matches: match("tor-exit") }],
  [false, "a scanner", { matches: match("scanner") }],
])("%s: veiled by %s", (expected, _what, facts) => {
  expect(placeOf(signIn({ caller: { ...callerFacts(64500, "DE"), ...facts } }))?.veiled).toBe(expected);
});

test("texts are cut", () => {
  const who = identity({ type: "AssumedRole", sessionName: "x".repeat(200), issuedTo: "ec2" });
  expect(placeOf(apiCall({ identity: who }))?.key.length).toBe(PLACE_KEY_CHARS_MAX);
});

test("the same places in any order are remembered the same, and no more than there is room for", () => {
  const arbitrary = fc.record({ from: fc.integer({ min: 0, max: 30 }), at: fc.integer({ min: 0, max: 1_000 }) });
  const property = fc.property(fc.array(arbitrary, { maxLength: PLACES_KEPT }), (seen) => {
    const places = seen.map(({ from, at }) => place({ from: `198.51.100.${from}`, firstMs: at, lastMs: at }));
    const fold = (all: readonly Place[]): readonly Place[] => {
      let kept: readonly Place[] = [];
      for (const one of all) kept = withPlace(kept, one);
      return kept;
    };
    expect(fold(places.toReversed())).toEqual(fold(places));
    expect(fold(places).length).toBe(new Set(places.map(({ from }) => from)).size);
  });
  fc.assert(property, { seed: 3, numRuns: 200 });
  let kept: readonly Place[] = [];
  for (let at = 0; at < PLACES_KEPT * 3; at++)
    kept = withPlace(kept, place({ from: `${at}`, firstMs: at, lastMs: at }));
  expect(kept.length).toBe(PLACES_KEPT);
  expect(kept[0]?.from, "those last seen stay").toBe(`${PLACES_KEPT * 3 - 1}`);
});
