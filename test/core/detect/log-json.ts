/** Hostile `requestParameters`: the names and values that detectors look for, of every wrong type, deep, with odd keys. */

import * as fc from "fast-check";
import { isObject, type Json } from "../../../src/core/json.ts";

const KEYS = [
  "__proto__",
  "constructor",
  "toString",
  "bucketName",
  "bucketPolicy",
  "policy",
  "Statement",
  "Effect",
  "Principal",
  "NotPrincipal",
  "AWS",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
  "StringLike",
  "ForAllValues:StringEqualsIfExists",
  "IpAddress",
  "Null",
  "Bool",
  "aws:PrincipalArn",
  "aws:SourceIp",
  "x-amz-acl",
  "x-amz-grant-read",
  "AccessControlPolicy",
  "AccessControlList",
  "Grant",
  "Grantee",
  "URI",
  "Permission",
  "PublicAccessBlockConfiguration",
  "BlockPublicAcls",
  "BucketLoggingStatus",
  "LoggingEnabled",
  "TargetBucket",
  "loggingConfig",
  "s3Config",
  "name",
  "trailName",
  "eventDataStore",
  "isMultiRegionTrail",
  "eventSelectors",
  "advancedEventSelectors",
  "fieldSelectors",
  "field",
  "equals",
  "includeManagementEvents",
  "minimumPasswordLength",
  "requireSymbols",
  "maxPasswordAge",
];

const TEXTS = [
  "",
  "*",
  "Allow",
  "Deny",
  "s3:*",
  "s3:Get*",
  "arn:aws:s3:::b/*",
  "arn:aws:iam::*:root",
  "0.0.0.0/0",
  "public-read",
  'uri="http://acs.amazonaws.com/groups/global/AllUsers"',
  "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
  "READ",
  "true",
  "false",
  "b",
  "HIDDEN_DUE_TO_SECURITY_REASONS",
  "${aws:username}",
  "*?".repeat(400),
  "x".repeat(5_000),
  '{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}',
  "{",
  'a"b\u0000\u202e\n<!here>',
];

const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...TEXTS) }, fc.string());

/** Built as JSON text, so that keys such as `__proto__` are own fields, as `JSON.parse` of a log makes them. */
const { json } = fc.letrec<{ json: string; object: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    text.map((value) => JSON.stringify(value)),
    fc.constantFrom("null", "true", "false", "0", "-1", "1e308", "42"),
    fc.array(tie("json"), { maxLength: 4 }).map((items) => `[${items.join(",")}]`),
    tie("object"),
    tie("object"),
  ),
  object: fc
    .array(fc.tuple(fc.constantFrom(...KEYS), tie("json")), { maxLength: 6 })
    .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`),
}));

/** Nested far deeper than any AWS record, and not so deep that the walks below run out of stack. */
const deep = fc
  .tuple(fc.constantFrom(...KEYS), fc.integer({ min: 100, max: 600 }))
  .map(([key, depth]) => `${`{${JSON.stringify(key)}:[`.repeat(depth)}${"]}".repeat(depth)}`);

export const logJson: fc.Arbitrary<Json> = fc
  .oneof({ weight: 19, arbitrary: json }, deep)
  .map((written) => JSON.parse(written) as Json);

export const logText: fc.Arbitrary<string> = text;

/** `base` with up to two of its values replaced, so that hostile values stand where a detector looks. */
export function damaged(base: Json): fc.Arbitrary<Json> {
  const places = countValues(base);
  const blow = fc.tuple(fc.nat(places - 1), logJson);
  return fc
    .array(blow, { maxLength: 2 })
    .map((blows) => blows.reduce((json, [place, value]) => replaced(json, place, value), base));
}

function countValues(json: Json): number {
  return 1 + childrenOf(json).reduce((sum, [, child]) => sum + countValues(child), 0);
}

/** The value at `place`, counted as `countValues` does; a place past the end changes nothing. */
function replaced(json: Json, place: number, value: Json): Json {
  if (place === 0) return value;
  let rest = place - 1;
  for (const [key, child] of childrenOf(json)) {
    const size = countValues(child);
    if (rest < size) {
      const next = replaced(child, rest, value);
      if (isObject(json)) return { ...json, [key]: next };
      return Array.isArray(json) ? json.map((item, at) => (at === Number(key) ? next : item)) : json;
    }
    rest -= size;
  }
  return json;
}

function childrenOf(json: Json): [string, Json][] {
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([key, child]) => (child === undefined ? [] : [[key, child]]));
}
