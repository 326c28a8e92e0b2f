import { expect, test } from "vitest";
import type { ApiCall } from "../../../src/core/event.ts";
import { packProfile, unpackProfile } from "../../../src/core/profile/codec.ts";
import { PRINCIPAL_PROFILE_BYTES_MAX } from "../../../src/core/limits.ts";
import { FEATURE_INDEX, FEATURES, type Feature, type Level } from "../../../src/core/profile/features.ts";
import { DAY_MS } from "../../../src/core/profile/frequency.ts";
import { emptyProfile, fold, knownOf, type Profile, unfold } from "../../../src/core/profile/profile.ts";
import type { SealedValue } from "../../../src/core/profile/sealed.ts";
import { callerFacts } from "../behaviour/habits.ts";
import { apiCall } from "../detect/api-call.ts";

const FIRST = 20_000;
let serial = 0;
const on = (day: number, override: Partial<ApiCall> = {}): ApiCall =>
  apiCall({ id: `f${serial++}`, timeMs: (FIRST + day) * DAY_MS + 3_600_000, ...override });
const refused = (day: number, override: Partial<ApiCall> = {}): ApiCall =>
  on(day, { error: "AccessDenied", ...override });

function folded(calls: readonly ApiCall[], level: Level = "principal"): Profile {
  const profile = emptyProfile(["x"], level);
  for (const call of calls) fold(profile, call);
  return profile;
}

/** What the days before a call of today say of it. */
function known(before: readonly ApiCall[], call: ApiCall, feature: Feature = "api"): SealedValue {
  const profile = folded(before);
  return knownOf(profile, FEATURE_INDEX[feature], fold(profile, call), FIRST + 30).value;
}

const DENIED = Array.from({ length: 30 }, (_, day) => refused(day));
const DONE = Array.from({ length: 30 }, (_, day) => on(day));

test("what was only ever refused is unseen when it succeeds, whatever feature", () => {
  const call = { api: "CreateUser", service: "iam.amazonaws.com", caller: callerFacts(64500, "DE") };
  const denied = Array.from({ length: 30 }, (_, day) => refused(day, call));
  for (const feature of ["api", "service", "region", "asn", "country", "network", "userAgent"] as const) {
    expect(known(denied, on(30, call), feature), feature).toMatchObject({ class: "UNSEEN", days: 0, weight: 0 });
    expect(known(denied, refused(30, call), feature).class, feature).toBe("FREQUENT");
  }
});

test("who does a thing daily is not unusual when it fails for once", () => {
  expect(known(DONE, refused(30))).toEqual({ ...known(DONE, on(30)), lastSeconds: on(29).timeMs / 1000 });
});

test("a burst of refusals teaches nothing, not even that it was tried; on a second day it is a habit of trying", () => {
  const other = Array.from({ length: 30 }, (_, day) => on(day, { api: "RunInstances" }));
  const burst = [...other, ...Array.from({ length: 4_000 }, () => refused(29))];
  expect(known(burst, refused(30)).class).toBe("UNSEEN");
  expect(known([...burst, refused(20)], refused(30))).toMatchObject({ class: "INFREQUENT", days: 2, events: 4_001 });
});

test("what was done and what failed add up", () => {
  const both = known([...DONE, ...DENIED], refused(30));
  expect(both).toMatchObject({ class: "FREQUENT", days: 30, events: 60 });
  expect(both.weight).toBeCloseTo(2 * known(DONE, on(30)).weight);
  const done = on(3);
  const seen = known([done, refused(10), refused(12)], refused(30));
  expect([seen.firstSeconds, seen.class]).toEqual([done.timeMs / 1000, "INFREQUENT"]);
});

test("a scan of everything that is refused drives out no habit, and keeps to its room", () => {
  const scan = Array.from({ length: 3_000 }, (_, api) => refused(29, { api: `Describe${api}` }));
  const profile = folded([...DONE, ...scan]);
  for (const [at, table] of folded(DONE).tables.entries()) {
    if (FEATURES[at] !== "error") expect(profile.tables[at]?.values, FEATURES[at]).toEqual(table.values);
  }
  expect(profile.failures.overflow).not.toBeNull();
  expect(profile.failures.values.length).toBeLessThan(40);
  const packed = packProfile(profile, PRINCIPAL_PROFILE_BYTES_MAX);
  expect(packProfile(unpackProfile(packed), PRINCIPAL_PROFILE_BYTES_MAX)).toBe(packed);
});

test("an hour of refusals is no hour of work", () => {
  expect([...folded(DENIED).hours].filter((hours) => hours !== 0)).toEqual([]);
});

test.each(["principal", "account"] as const)("a failed call that is taken back leaves nothing: %s", (level) => {
  const profile = folded([on(1)], level);
  const before = packProfile(profile, 1e6);
  const call = refused(1, { api: "CreateUser", request: { instanceType: "p4d" } });
  fold(profile, call);
  expect(packProfile(profile, 1e6)).not.toBe(before);
  unfold(profile, call);
  expect(packProfile(profile, 1e6)).toBe(before);
});
