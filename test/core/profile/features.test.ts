import { expect, test } from "vitest";
import { FEATURE_VALUE_CHARS_MAX } from "../../../src/core/limits.ts";
import { FEATURES, featuresOf, featuresOfLevel } from "../../../src/core/profile/features.ts";
import { callerFacts } from "../behaviour/habits.ts";
import { apiCall, identity } from "../detect/api-call.ts";

test("reads every feature of a call", () => {
  const call = apiCall({
    api: "RunInstances",
    request: { instanceType: "p4d.24xlarge" },
    caller: { ...callerFacts(16509, "US", "AMAZON-02"), city: "Ashburn" },
  });
  const values = featuresOf(call, "account");
  expect(Object.fromEntries(FEATURES.map((feature, at) => [feature, values[at]]))).toEqual({
    api: "ec2:RunInstances",
    service: "ec2",
    region: "eu-west-1",
    serviceRegion: "ec2@eu-west-1",
    asn: "16509 AMAZON-02",
    country: "US",
    city: "US/Ashburn",
    network: "198.51.0.0/16",
    userAgent: "aws-cli",
    error: "success",
    instanceType: "p4d.24xlarge",
    userType: "IAMUser",
    userName: "alice",
    peer: "IAMUser",
    peerApi: "IAMUser ec2:RunInstances",
    partner: null,
  });
});

test("a call that failed has no city, and no Region of its service: its room is small", () => {
  const caller = { ...callerFacts(16509, "US", "AMAZON-02"), city: "Ashburn" };
  const of = (error: string | null) => featuresOf(apiCall({ error, caller }), "principal");
  const differing = FEATURES.filter((_, at) => of("AccessDenied")[at] !== of(null)[at]);
  expect(differing).toEqual(["serviceRegion", "city", "error"]);
});

test("a principal has the first of them: the rest is the same in all its calls", () => {
  expect(featuresOf(apiCall(), "principal")).toHaveLength(featuresOfLevel("principal"));
  expect(FEATURES.slice(featuresOfLevel("principal"))).toEqual(["userType", "userName", "peer", "peerApi", "partner"]);
});

test("what no table and no record tells is null, not a value of its own", () => {
  const call = apiCall({ caller: null, global: true, sourceIp: null });
  const values = featuresOf(call, "principal");
  const absent = FEATURES.filter((_, at) => values[at] === null);
  expect(absent).toEqual(["region", "serviceRegion", "asn", "country", "city", "network", "instanceType"]);
});

test("no value is longer than its bound, whatever an attacker writes", () => {
  const long = "x".repeat(100_000);
  const call = apiCall({
    api: long,
    service: long,
    region: long,
    userAgent: long,
    error: long,
    identity: identity({ userName: long, type: "AssumedRole" }),
    request: { instanceType: long },
    caller: { ...callerFacts(1, "DE", long), city: long },
  });
  for (const value of featuresOf(call, "account")) {
    expect(value?.length ?? 0).toBeLessThanOrEqual(FEATURE_VALUE_CHARS_MAX);
  }
});
