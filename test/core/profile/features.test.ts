import { expect, test } from "vitest";
import { FEATURE_VALUE_CHARS_MAX } from "../../../src/core/limits.ts";
import { FEATURES, featuresOf, hourOfWeek } from "../../../src/core/profile/features.ts";
import { apiCall, identity } from "../detect/api-call.ts";

test("reads every feature of a call", () => {
  const call = apiCall({ timeMs: Date.UTC(2024, 6, 31, 13, 6), error: "AccessDenied" });
  expect(Object.fromEntries(FEATURES.map((feature, at) => [feature, featuresOf(call)[at]]))).toEqual({
    api: "ec2.amazonaws.com:DescribeInstances",
    service: "ec2.amazonaws.com",
    userAgent: "aws-cli",
    error: "AccessDenied",
    hour: String(2 * 24 + 13),
    userType: "IAMUser",
    userName: "alice",
    source: "198.51.100.7",
  });
});

test("what is absent is the empty value", () => {
  const call = apiCall({ error: null, userAgent: null, sourceIp: null, sourceDomain: null });
  expect(featuresOf(call).filter((value) => value === "")).toHaveLength(3);
  expect(featuresOf({ ...call, sourceDomain: "ec2.amazonaws.com" }).at(-1)).toBe("ec2.amazonaws.com");
});

test("no value is longer than its bound, whatever an attacker writes", () => {
  const long = "x".repeat(100_000);
  const call = apiCall({
    api: long,
    service: long,
    userAgent: long,
    error: long,
    sourceIp: null,
    sourceDomain: long,
    identity: identity({ userName: long }),
  });
  for (const value of featuresOf(call)) expect(value.length).toBeLessThanOrEqual(FEATURE_VALUE_CHARS_MAX);
});

test.each([
  [Date.UTC(1970, 0, 1), 72],
  [Date.UTC(2024, 0, 1), 0],
  [Date.UTC(2024, 0, 1, 0, 59, 59, 999), 0],
  [Date.UTC(2024, 0, 1, 1), 1],
  [Date.UTC(2024, 0, 7, 23, 59), 167],
  [Date.UTC(1969, 11, 29), 0],
  [Date.UTC(1969, 11, 28, 23), 167],
  [-62_135_596_800_000, 0],
])("%d lies in hour %d of the week", (timeMs, hour) => {
  expect(hourOfWeek(timeMs)).toBe(hour);
});
