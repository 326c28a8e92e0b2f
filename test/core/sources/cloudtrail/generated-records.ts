/** Objects of records as CloudTrail writes them, with members, keys and bytes changed as no CloudTrail would. */

import * as fc from "fast-check";
import { encodeUtf8 } from "../../../../src/core/text.ts";
import { deepObject } from "./slices.ts";

/** A member as text: key and value as they stand in the object. */
type Written = readonly [key: string, value: string];

const quoted = (text: string): string => JSON.stringify(text);
const oneOf = (...texts: readonly string[]) => fc.constantFrom(...texts);

const IDENTITIES = [
  { type: "AWSService", invokedBy: "autoscaling.amazonaws.com" },
  { type: "Root", accountId: "111122223333", arn: "arn:aws:iam::111122223333:root", principalId: "111122223333" },
  { type: "AWSAccount", accountId: 444455556666 },
  ...["0", "1", "2"].map((session) => ({
    type: "AssumedRole",
    principalId: `AROAEXAMPLE:ci-${session}`,
    arn: `arn:aws:sts::111122223333:assumed-role/deploy/ci-${session}`,
    accountId: "111122223333",
    accessKeyId: `ASIAEXAMPLE${session}`,
    sessionContext: {
      sessionIssuer: { type: "Role", arn: "arn:aws:iam::111122223333:role/deploy", userName: "deploy" },
      attributes: { creationDate: "2024-07-31T13:00:00Z", mfaAuthenticated: session === "1" ? "true" : "false" },
    },
  })),
].map((identity) => JSON.stringify(identity));

const BODIES = [
  "null",
  "{}",
  '{"bucketName":"logs","a":[1,{"b":[]},"}]{["],"é":"\\u00e9\\n\\"","__proto__":{"x":1}}',
  '{ "ConsoleLogin" : "Failure" }',
  '{"ConsoleLogin":"Success"}',
  `"${"x".repeat(40)}"`,
  "[1,2]",
  deepObject(62),
  deepObject(63),
  deepObject(64),
];

const timeText = fc.integer({ min: 10, max: 59 }).map((second) => quoted(`2024-07-31T13:06:${second}Z`));
const MEMBERS: readonly (readonly [string, fc.Arbitrary<string>])[] = [
  ["eventVersion", oneOf('"1.08"', "1.08")],
  ["userIdentity", oneOf(...IDENTITIES)],
  ["eventTime", timeText],
  ["eventSource", oneOf('"ec2.amazonaws.com"', '"iam.amazonaws.com"', '"signin.amazonaws.com"', '"s3.amazonaws.com"')],
  ["eventName", oneOf('"DescribeInstances"', '"CreateUser"', '"ConsoleLogin"', '"PutBucketPolicy"')],
  ["awsRegion", oneOf('"eu-west-1"', '"us-east-1"', '""')],
  ["sourceIPAddress", oneOf('"198.51.100.7"', '"2001:db8::1"', '"AWS Internal"', '"198.051.100.7"', '""')],
  ["userAgent", oneOf('"aws-cli/2.30.1"', '"[\\"quoted\\"]"', '"é💥"', '""', quoted("a".repeat(1_100)))],
  ["errorCode", oneOf('"AccessDenied"', '""')],
  ["requestParameters", oneOf(...BODIES)],
  ["responseElements", oneOf(...BODIES)],
  ["additionalEventData", oneOf(...BODIES)],
  ["requestID", oneOf('"r-1"')],
  ["eventID", fc.nat(99).map((id) => quoted(`e-${id}`))],
  ["readOnly", oneOf("true", "false", '"true"', '"False"', "null", "1")],
  ["eventType", oneOf('"AwsApiCall"', '"AwsConsoleSignIn"', '""')],
  ["managementEvent", oneOf("true", "false", '"false"')],
  ["recipientAccountId", oneOf('"111122223333"', "111122223333", '""')],
  ["eventCategory", oneOf('"Management"', '"Management"', '"Data"', '"Insight"')],
  ["vpcEndpointId", oneOf('"vpce-1"')],
  ["vpcEndpointAccountId", oneOf('"123456789012"', '""')],
  ["tlsDetails", oneOf('{"tlsVersion":"TLSv1.3"}')],
];

const usual = fc.tuple(...MEMBERS.map(([key, value]) => value.map((text): Written => [quoted(key), text])));

const NAMES = MEMBERS.map(([name]) => name);
const ODD_VALUES =
  'null true 12 -1.5e3 "" "x" [] {} "\\ud800" "\\u0041" "\ufeffx" tru "\\x" 01 "a\u0001b" {"a":01} [1,] "AwsVpceEvent"';
const anyValue = oneOf(...ODD_VALUES.split(" "), '"AwsCloudTrailInsight"', '"2024-07-31 13:06:24"', ...IDENTITIES);
const anyKey = fc.oneof(
  oneOf(...NAMES).map(quoted),
  oneOf(...NAMES).map((name) => `"\\u${name.charCodeAt(0).toString(16).padStart(4, "0")}${name.slice(1)}"`),
  oneOf('"__proto__"', '""', '"eventNam"', '"eventname"', '"eventName\\u0000"', '"message"', '"detail"', '"Records"'),
);

type Change = (members: readonly Written[], at: number, key: string, value: string) => readonly Written[];
const CHANGES: Readonly<Record<string, Change>> = {
  drop: (members, at) => members.toSpliced(at, 1),
  value: (members, at, _, value) => members.with(at, [members[at]?.[0] ?? "", value]),
  key: (members, at, key) => members.with(at, [key, members[at]?.[1] ?? ""]),
  add: (members, at, key, value) => members.toSpliced(at, 0, [key, value]),
  twice: (members, at, _, value) => [...members, [members[at]?.[0] ?? "", value]],
  first: (members, at) => [...members.slice(at, at + 1), ...members.toSpliced(at, 1)],
};

const change = fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), fc.nat(NAMES.length - 1), anyKey, anyValue);

/** Most are as CloudTrail writes them but for a change or two. Without some members where it leaves them out, too. */
const record = fc
  .record({
    members: usual,
    without: fc.subarray([
      "errorCode",
      "vpcEndpointId",
      "vpcEndpointAccountId",
      "additionalEventData",
      "recipientAccountId",
      "eventCategory",
    ]),
    changes: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(change, { maxLength: 2 }) },
    ),
    space: fc.constantFrom("", "", " ", "\n\t", "\r\n "),
  })
  .map(({ members, without, changes, space }) => {
    let written: readonly Written[] = members.filter(([key]) => !without.includes(key.slice(1, -1)));
    for (const [name, at, key, value] of changes)
      written = CHANGES[name]?.(written, at % written.length, key, value) ?? [];
    const body = written.map(([key, value]) => `${space}${key}${space}:${space}${value}${space}`).join(",");
    return `{${body}}`;
  });

const wrapped = record.chain((text) =>
  oneOf(
    `{"detail":${text}}`,
    `{"CloudTrailEvent":${quoted(text)}}`,
    `{"message":${quoted(`{"Records":[${text}]}`)}}`,
    "7",
    '"text"',
    "[{}]",
    "{}",
    `{"eventName":1,"a":"${"x".repeat(500)}"}`,
  ),
);

const byteChange = fc.record({
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  drop: fc.nat(3),
  put: fc.array(fc.oneof(fc.constantFrom(...encodeUtf8('{}[]",:\\0 e')), fc.nat(255)), { maxLength: 2 }),
});

export type GeneratedObject = { readonly bytes: Uint8Array; readonly cuts: readonly number[] };

/** An object's bytes, and where to cut them. */
export const generatedObject: fc.Arbitrary<GeneratedObject> = fc
  .record({
    records: fc.array(fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: wrapped }), { maxLength: 6 }),
    shape: fc.constantFrom("records", "records", "records", "array", "lines", "bom"),
    changes: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(byteChange, { maxLength: 3 }) },
    ),
    cuts: fc.array(fc.nat(6_000), { maxLength: 6 }),
  })
  .map(({ records, shape, changes, cuts }) => {
    const joined = records.join(",");
    let text = `{"Records":[${joined}]}`;
    if (shape === "array") text = `[${joined}]`;
    if (shape === "lines") text = records.join("\n");
    if (shape === "bom") text = `\ufeff{"Records":[${records.join(" ,\n")}]}`;
    let bytes = Array.from(encodeUtf8(text));
    for (const { at, drop, put } of changes) bytes = bytes.toSpliced(Math.floor(at * bytes.length), drop, ...put);
    return { bytes: Uint8Array.from(bytes), cuts };
  });
