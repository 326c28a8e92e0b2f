import { expect, test } from "vitest";
import { PROFILE_NAME_CHARS_MAX, SUB_PROFILES_MAX } from "../../../src/core/limits.ts";
import { FEATURES } from "../../../src/core/profile/features.ts";
import { countOf } from "../../../src/core/profile/frequency.ts";
import { emptyProfile, fold, GLOBAL, type Profile, tablesIn } from "../../../src/core/profile/profile.ts";
import { apiCall } from "../detect/api-call.ts";

function folded(...calls: readonly ReturnType<typeof apiCall>[]): Profile {
  const profile = emptyProfile(["111122223333", "root"]);
  for (const call of calls) fold(profile, call);
  return profile;
}

function servicesIn(profile: Profile, region: string): Record<string, number> {
  const tables = tablesIn(profile, region, "service");
  return Object.fromEntries(tables.flatMap((table) => [...table.values].map(([value, f]) => [value, countOf(f)])));
}

test("learns Region by Region, and global services for all", () => {
  const iam = apiCall({ service: "iam.amazonaws.com", region: "us-east-1", global: true });
  const profile = folded(
    apiCall({ region: "eu-west-1" }),
    apiCall({ region: "eu-west-1" }),
    apiCall({ region: "eu-north-1" }),
    iam,
  );
  expect([...profile.regions.keys()].sort()).toEqual(["eu-north-1", "eu-west-1", GLOBAL]);
  expect(profile.calls).toBe(4);
  expect(servicesIn(profile, "eu-west-1")).toEqual({ "ec2.amazonaws.com": 2, "iam.amazonaws.com": 1 });
  expect(servicesIn(profile, "us-east-1")).toEqual({ "iam.amazonaws.com": 1 });
  expect(servicesIn(emptyProfile([]), "us-east-1")).toEqual({});
});

test("every feature counts each call once", () => {
  const profile = folded(apiCall(), apiCall({ api: "RunInstances" }));
  for (const feature of FEATURES) {
    const [table] = tablesIn(profile, "eu-west-1", feature);
    const counts = [...(table?.values.values() ?? [])].map(countOf);
    expect(
      counts.reduce((sum, count) => sum + count, 0),
      feature,
    ).toBe(2);
  }
});

test("Regions beyond the bound share one sub-profile, and lose no call", () => {
  const regions = Array.from({ length: SUB_PROFILES_MAX + 20 }, (_, at) => `region-${at}`);
  const profile = folded(...regions.map((region) => apiCall({ region })));
  expect(profile.regions.size).toBe(SUB_PROFILES_MAX + 1);
  expect(servicesIn(profile, "")).toEqual({ "ec2.amazonaws.com": 20 });
  expect(profile.calls).toBe(regions.length);
});

test("a Region named __proto__ is one", () => {
  expect(servicesIn(folded(apiCall({ region: "__proto__" })), "__proto__")).toEqual({ "ec2.amazonaws.com": 1 });
});

test("cuts a name that is longer than any of AWS", () => {
  expect(emptyProfile(["1", "x".repeat(100_000)]).name.map((part) => part.length)).toEqual([1, PROFILE_NAME_CHARS_MAX]);
});
