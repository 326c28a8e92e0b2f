import { expect, test } from "vitest";
import { msFromIso } from "../../../../src/core/net/time.ts";
import type { Json, JsonObject } from "../../../../src/core/json.ts";
import { USER_AGENT_CHARS_MAX } from "../../../../src/core/limits.ts";
import { categoryOf, checkRecord, toApiCall } from "../../../../src/core/sources/cloudtrail/to-api-call.ts";
import { ofRead } from "../../plain-call.ts";

const NO_KEY = { accountId: null, region: null };

function record(override: JsonObject = {}): JsonObject {
  return {
    eventVersion: "1.08",
    userIdentity: { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/alice", userName: "alice" },
    eventTime: "2024-07-31T13:06:24Z",
    eventSource: "cloudtrail.amazonaws.com",
    eventName: "StopLogging",
    awsRegion: "eu-west-1",
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.9.19",
    requestParameters: { name: "trail-one" },
    responseElements: null,
    requestID: "r-1",
    eventID: "e-1",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: "111122223333",
    eventCategory: "Management",
    ...override,
  };
}

function read(override: JsonObject = {}, key = NO_KEY as { accountId: string | null; region: string | null }) {
  const call = toApiCall(record(override), key);
  if (!call.ok) throw new Error(call.error);
  return ofRead(call.value);
}

test("reads a record field by field", () => {
  const more = {
    vpcEndpointId: "vpce-1",
    vpcEndpointAccountId: "123456789012",
    additionalEventData: { MFAUsed: "No" },
  };
  const { identity, ...call } = read(more);
  expect(identity.userName).toBe("alice");
  expect(call).toEqual({
    kind: "api-call",
    id: "e-1",
    timeMs: msFromIso("2024-07-31T13:06:24Z"),
    accountId: "111122223333",
    region: "eu-west-1",
    service: "cloudtrail.amazonaws.com",
    api: "StopLogging",
    eventType: "AwsApiCall",
    readOnly: false,
    error: null,
    sourceIp: "198.51.100.7",
    sourceDomain: null,
    userAgent: "aws-cli/2.9.19",
    vpcEndpointId: "vpce-1",
    vpcEndpointAccountId: "123456789012",
    request: { name: "trail-one" },
    response: null,
    extra: { MFAUsed: "No" },
    global: false,
    caller: null,
  });
});

test.each<[string, JsonObject, object]>([
  ["an address", { sourceIPAddress: "2001:db8::1" }, { sourceIp: "2001:db8::1", sourceDomain: null }],
  ["a service", { sourceIPAddress: "ec2.amazonaws.com" }, { sourceIp: null, sourceDomain: "ec2.amazonaws.com" }],
  [
    "an anonymised address",
    { sourceIPAddress: "035.249.253.232" },
    { sourceIp: null, sourceDomain: "035.249.253.232" },
  ],
  ["no source", { sourceIPAddress: null }, { sourceIp: null, sourceDomain: null }],
  ["readOnly as text", { readOnly: "true" }, { readOnly: true }],
  ["no readOnly", { readOnly: undefined }, { readOnly: null }],
  ["an error", { errorCode: "AccessDenied" }, { error: "AccessDenied" }],
  [
    "a time with fraction",
    { eventTime: "2024-07-31 13:06:24.250000000" },
    { timeMs: Date.UTC(2024, 6, 31, 13, 6, 24, 250) },
  ],
  ["a global service", { eventSource: "iam.amazonaws.com", awsRegion: "us-east-1" }, { global: true }],
  ["no event type", { eventType: undefined }, { eventType: "AwsApiCall" }],
  ["an account as number", { recipientAccountId: 123_456_789_012 }, { accountId: "123456789012" }],
  ["request parameters as text", { requestParameters: "HIDDEN_DUE_TO_SECURITY_REASONS" }, { request: null }],
])("reads %s", (_claim, override, expected) => {
  expect(read(override)).toMatchObject(expected);
});

test("cuts a long user agent", () => {
  expect(read({ userAgent: "x".repeat(10_000) }).userAgent).toHaveLength(USER_AGENT_CHARS_MAX);
});

test.each<[string, JsonObject, string | null]>([
  ["failed", { ConsoleLogin: "Failure" }, "Failure"],
  ["succeeded", { ConsoleLogin: "Success" }, null],
  ["of an assumed role that failed", { SwitchRole: "Failure" }, "Failure"],
])("a sign-in that %s: error", (_claim, responseElements, error) => {
  const signIn = {
    eventSource: "signin.amazonaws.com",
    eventName: "ConsoleLogin",
    eventType: "AwsConsoleSignIn",
    errorMessage: "Failed authentication",
    responseElements,
  };
  expect(read(signIn).error).toBe(error);
});

test("only a sign-in fails by its response", () => {
  expect(read({ responseElements: { status: "Failure" } }).error).toBeNull();
});

test("the account is the recipient's, else the key's, else the caller's", () => {
  const key = { accountId: "222233334444", region: null };
  const caller = { userIdentity: { type: "IAMUser", accountId: "333344445555" } };
  expect(read({ recipientAccountId: "111122223333", ...caller }, key).accountId).toBe("111122223333");
  expect(read({ recipientAccountId: undefined, ...caller }, key).accountId).toBe("222233334444");
  expect(read({ recipientAccountId: "", ...caller }).accountId).toBe("333344445555");
  expect(toApiCall(record({ recipientAccountId: null }), NO_KEY)).toEqual({
    ok: false,
    error: "no account: neither recipientAccountId nor the key names one",
  });
  expect(toApiCall(record({ recipientAccountId: JSON.parse("1e400") as Json }), NO_KEY).ok).toBe(false);
});

test("the Region is the record's, else the key's", () => {
  expect(read({ awsRegion: undefined }, { accountId: null, region: "eu-west-3" }).region).toBe("eu-west-3");
  expect(read({ awsRegion: undefined }).region).toBe("unknown");
});

test("a record without an id is known by its content: two deeds of one second are two", () => {
  const [one, same, other] = [{ eventID: undefined }, { eventID: undefined }, { eventID: "", requestParameters: {} }];
  expect(read(one).id).toBe(read(same).id);
  expect(read(one).id).not.toBe(read(other).id);
  expect(read(one).id).toMatch(/^[0-9a-f]{32}$/);
});

test.each(["", "yesterday", "2024-02-30T00:00:00Z", "2024-07-31T13:06:24+02:00", "\u0000"])(
  "refuses the time %j",
  (eventTime) => {
    expect(toApiCall(record({ eventTime }), NO_KEY)).toEqual({ ok: false, error: "eventTime is not a time" });
  },
);

test("refuses an empty name", () => {
  const refused = { ok: false, error: "eventName or eventSource is empty" };
  expect(toApiCall(record({ eventName: "" }), NO_KEY)).toEqual(refused);
  expect(toApiCall(record({ eventSource: "" }), NO_KEY)).toEqual(refused);
});

test.each<[JsonObject, string]>([
  [{}, "Management"],
  [{ eventCategory: "Data" }, "Data"],
  [{ eventCategory: "Insight" }, "Insight"],
  [{ eventCategory: "NetworkActivity" }, "NetworkActivity"],
  [{ eventCategory: undefined }, "Management"],
  [{ eventCategory: undefined, managementEvent: false }, "Data"],
  [{ eventCategory: undefined, managementEvent: "false" }, "Data"],
  [{ eventCategory: undefined, eventType: "AwsVpceEvent" }, "NetworkActivity"],
  [{ eventType: "AwsCloudTrailInsight" }, "Insight"],
])("category of %j is %s", (override, category) => {
  expect(categoryOf(record(override))).toBe(category);
});

const TEXT_FIELDS = [
  "eventName",
  "eventSource",
  "eventTime",
  "awsRegion",
  "eventID",
  "eventType",
  "eventCategory",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "vpcEndpointId",
];

test.each<[Json, string]>([
  [5, "a number"],
  [true, "a boolean"],
  [["x"], "a list"],
  [{ x: 1 }, "an object"],
])("refuses %j where text belongs, and names the field", (value, kind) => {
  for (const name of TEXT_FIELDS) {
    expect(checkRecord(record({ [name]: value }))).toEqual({ ok: false, error: `${name} is ${kind}, not text` });
  }
  const identity = checkRecord(record({ userIdentity: value }));
  expect(identity.ok ? null : identity.error).toBe(
    kind === "an object" ? null : `userIdentity is ${kind}, not an object`,
  );
});

test("refuses what is no object, and a management event without its three names", () => {
  for (const value of [null, 5, "x", [record()]]) {
    expect(checkRecord(value)).toEqual({ ok: false, error: "record is not a JSON object" });
  }
  for (const name of ["eventName", "eventSource", "eventTime"]) {
    expect(checkRecord(record({ [name]: undefined }))).toEqual({ ok: false, error: `${name} is missing` });
    expect(checkRecord(record({ [name]: null, eventCategory: "Data" })).ok).toBe(true);
  }
  expect(checkRecord(record()).ok).toBe(true);
});

test("inherited names are no fields", () => {
  const bare = JSON.parse('{"__proto__":{"eventName":"a","eventSource":"b","eventTime":"c"}}') as Json;
  expect(checkRecord(bare)).toEqual({ ok: false, error: "eventName is missing" });
});
