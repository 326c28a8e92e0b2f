import { expect, test } from "vitest";
import { PROFILE_NAME_CHARS_MAX } from "../../../src/core/limits.ts";
import { FEATURE_INDEX, FEATURES, type Feature } from "../../../src/core/profile/features.ts";
import { DAY_MS } from "../../../src/core/profile/frequency.ts";
import { learningState } from "../../../src/core/profile/learning.ts";
import { emptyProfile, fold, type Profile, unfold } from "../../../src/core/profile/profile.ts";
import { callerFacts } from "../behaviour/habits.ts";
import { apiCall } from "../detect/api-call.ts";

function folded(...calls: readonly ReturnType<typeof apiCall>[]): Profile {
  const profile = emptyProfile(["111122223333", "root"]);
  for (const call of calls) fold(profile, call);
  return profile;
}

const valuesOf = (profile: Profile, feature: Feature): string[] =>
  [...(profile.tables[FEATURE_INDEX[feature]]?.rows.keys() ?? [])].sort();

test("learns Regions as a feature, and global services in none", () => {
  const iam = apiCall({ service: "iam.amazonaws.com", api: "ListUsers", region: "us-east-1", global: true });
  const profile = folded(apiCall({ region: "eu-west-1" }), apiCall({ region: "eu-north-1" }), iam);
  expect(valuesOf(profile, "region")).toEqual(["eu-north-1", "eu-west-1"]);
  expect(valuesOf(profile, "service")).toEqual(["ec2", "iam"]);
  expect(profile.calls).toBe(3);
});

test("an account counts every feature that the call has", () => {
  const profile = emptyProfile(["1"], "account");
  fold(profile, apiCall({ caller: callerFacts(1, "DE") }));
  const filled = FEATURES.filter((feature) => valuesOf(profile, feature).length === 1);
  expect(FEATURES.filter((feature) => !filled.includes(feature))).toEqual(["city", "instanceType", "partner"]);
});

test("hours are kept by day, for five weeks", () => {
  const profile = folded(apiCall({ timeMs: 20_000 * DAY_MS + 3 * 3_600_000 }));
  fold(profile, apiCall({ timeMs: 20_000 * DAY_MS + 5 * 3_600_000 }));
  expect([...profile.hours].filter((hours) => hours !== 0)).toEqual([0b101000]);
  fold(profile, apiCall({ timeMs: 20_100 * DAY_MS }));
  expect([...profile.hours].filter((hours) => hours !== 0)).toEqual([1]);
});

test("a call that is taken back leaves its values as they were", () => {
  const profile = folded(apiCall(), apiCall({ api: "RunInstances", sourceIp: "203.0.113.9" }));
  unfold(profile, apiCall({ api: "RunInstances", sourceIp: "203.0.113.9" }));
  expect([valuesOf(profile, "api"), valuesOf(profile, "network"), profile.calls]).toEqual([
    ["ec2:DescribeInstances"],
    ["198.51.0.0/16"],
    1,
  ]);
});

test("learns for two weeks of event time, an account for one", () => {
  const first = 20_000 * DAY_MS;
  for (const [level, needed] of [
    ["principal", 14],
    ["account", 7],
  ] as const) {
    const profile = emptyProfile(["1"], level);
    expect(learningState(profile, first)).toEqual({ learning: true, days: 0, needed });
    fold(profile, apiCall({ timeMs: first }));
    const at = (days: number) => learningState(profile, first + days * DAY_MS + 12 * 3_600_000);
    expect([at(needed - 1), at(needed)]).toEqual([
      { learning: true, days: needed - 1, needed },
      { learning: false, days: needed, needed },
    ]);
  }
});

test("values named __proto__ are values", () => {
  expect(valuesOf(folded(apiCall({ region: "__proto__" })), "region")).toEqual(["__proto__"]);
});

test("cuts a name that is longer than any of AWS", () => {
  expect(emptyProfile(["1", "x".repeat(100_000)]).name.map((part) => part.length)).toEqual([1, PROFILE_NAME_CHARS_MAX]);
});
