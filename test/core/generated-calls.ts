/** Generated calls: few names, so that values meet again; hostile ones among them. */

import * as fc from "fast-check";
import { type ApiCall, IDENTITY_TYPES } from "../../src/core/event.ts";
import { isObject, type Json, type JsonObject } from "../../src/core/json.ts";
import { RECORD_DEPTH_MAX } from "../../src/core/limits.ts";
import { apiCall, identity } from "./detect/api-call.ts";
import { logJson } from "./detect/log-json.ts";

const NAMES = ["alice", "__proto__", "constructor", "", "\ud800", "é💥\u0000\n", "x".repeat(300)];
const name = fc.constantFrom(...NAMES);
const optional = fc.option(name);
const DAY_MS = 86_400_000;
const START = Date.UTC(2024, 5, 1);

/** JSON as the reader lets it through, not deeper than a record; as text writes it: numbers beyond range and -0 are lost. */
const body: fc.Arbitrary<JsonObject | null> = logJson.map((json) => {
  const written = JSON.parse(JSON.stringify(json)) as Json;
  return isObject(written) && isWithin(written, RECORD_DEPTH_MAX) ? written : null;
});

function isWithin(json: Json | undefined, depth: number): boolean {
  if (typeof json !== "object" || json === null) return true;
  return depth > 0 && Object.values(json).every((child: Json | undefined) => isWithin(child, depth - 1));
}

const caller = fc
  .record({
    type: fc.constantFrom(...IDENTITY_TYPES),
    principal: fc.constantFrom("arn:aws:iam::111122223333:user/alice", "root", "__proto__"),
    userName: name,
    arn: optional,
    accessKeyId: optional,
    sessionName: optional,
    mfaAuthenticated: fc.option(fc.boolean()),
    assumedRoot: fc.boolean(),
  })
  .map(identity);

const fields = {
  id: fc.uuid({ version: 4 }),
  timeMs: fc.integer({ min: 0, max: 60 * 24 }).map((hour) => START + hour * 3_600_000),
  accountId: fc.constantFrom("111122223333", "123456789012"),
  region: fc.constantFrom("us-east-1", "eu-west-1", "eu-central-1", "__proto__"),
  service: fc.constantFrom("iam.amazonaws.com", "ec2.amazonaws.com", "s3.amazonaws.com"),
  api: fc.constantFrom("CreateUser", "DescribeInstances", "StopLogging", "__proto__"),
  readOnly: fc.option(fc.boolean()),
  error: fc.option(fc.constantFrom("AccessDenied", "__proto__")),
  sourceIp: fc.option(fc.constantFrom("198.51.100.7", "2001:db8::1")),
  sourceDomain: optional,
  userAgent: optional,
  vpcEndpointId: optional,
  vpcEndpointAccountId: optional,
  global: fc.boolean(),
  caller: fc.constant(null),
  identity: caller,
};

/** Without bodies: a profile reads none. */
export const arbitraryCall: fc.Arbitrary<ApiCall> = fc.record(fields).map(apiCall);

export const arbitraryCallWithBodies: fc.Arbitrary<ApiCall> = fc
  .record({ ...fields, request: body, response: body, extra: body })
  .map(apiCall);

/** `days` calls, one a day, of one value. */
export function dailyCalls(days: number, override: Partial<ApiCall> = {}): ApiCall[] {
  return Array.from({ length: days }, (_, day) =>
    apiCall({ id: `day-${day}`, timeMs: START + day * DAY_MS, ...override }),
  );
}
