/**
 * Calls read from bytes against records parsed whole, the slow truth. Goal: the same calls, lengths and counts for
 * whatever an object holds; and that the fast way is the one taken by records as CloudTrail writes them.
 */

import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { PlainCalls } from "../../../../src/core/sources/cloudtrail/plain-calls.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";
import { record as usualRecord } from "../../../intake/cloudtrail-records.ts";
import { generatedObject } from "./generated-records.ts";
import { readParsing, readPlain } from "./parsing-reader.ts";
import { cutAt } from "./slices.ts";

const KEYS = [
  { accountId: null, region: null },
  { accountId: "999988887777", region: "eu-north-1" },
] as const;
const BODY_APIS = new Set(["CreateUser", "PutBucketPolicy"]);
const readsBodies = (_service: string, api: string): boolean => BODY_APIS.has(api);

const OBJECTS = 5_000;

test(`the same of ${OBJECTS} generated objects as parsing gives, wherever they are cut`, () => {
  const hits = { calls: 0, bodies: 0, rejected: 0, skipped: 0 };
  const property = fc.property(generatedObject, fc.constantFrom(...KEYS), ({ bytes, cuts }, key) => {
    const truth = readParsing([bytes], key, readsBodies);
    const read = readPlain(cutAt(bytes, cuts), key, readsBodies);
    if (!isDeepStrictEqual(read, truth)) expect(read).toStrictEqual(truth);
    hits.calls += truth.calls.length;
    hits.bodies += truth.calls.filter(([call]) => call.request !== null).length;
    hits.rejected += truth.counts.rejected;
    hits.skipped += truth.counts.seen - truth.counts.records - truth.counts.rejected;
  });
  fc.assert(property, { seed: 20_261_124, numRuns: OBJECTS });
  expect(Math.min(...Object.values(hits))).toBeGreaterThan(OBJECTS / 20);
});

/** The record's bytes, and a zero behind them. */
function plainOf(text: string) {
  const plain = new PlainCalls({ accountId: null, region: null }, readsBodies);
  const bytes = new Uint8Array([...encodeUtf8(text), 0]);
  return { end: plain.endOf(bytes, 0), length: bytes.length - 1, read: () => plain.read() };
}

test("a record as CloudTrail writes it is read without parsing", () => {
  const { end, length, read } = plainOf(JSON.stringify(usualRecord()));
  expect(end).toBe(length);
  expect(read()).toMatchObject({ kind: "api-call", api: "StopLogging", id: encodeUtf8("e-1"), request: null });
});

test("of a member that is named twice the last counts, as for JSON.parse", () => {
  const text = JSON.stringify(usualRecord()).replace("{", '{"eventName":7,').replace(/}$/, ',"eventID":"e-2"}');
  expect(plainOf(text).read()).toMatchObject({ api: "StopLogging", id: encodeUtf8("e-2") });
});

test.each([
  ["Data", { eventCategory: "Data" }],
  ["Insight", { eventType: "AwsCloudTrailInsight", eventCategory: "Insight" }],
  ["NetworkActivity", { eventType: "AwsVpceEvent" }],
] as const)("so is the category of an event that is no call: %s", (category, fields) => {
  expect(plainOf(JSON.stringify(usualRecord(fields))).read()).toBe(category);
});

const usual = JSON.stringify(usualRecord());

test.each([
  ["a key with an escape", usual.replace('"eventName"', '"\\u0065ventName"')],
  ["a body that is no JSON", usual.replace('{"ok":true}', '{"ok":tru}')],
  ["bytes that end inside", usual.slice(0, -2)],
])("not its own: %s", (_claim, text) => {
  expect(text).not.toBe(usual);
  expect(plainOf(text).end).toBe(-1);
});

test.each([
  ["no name", { eventName: undefined }],
  ["an empty id", { eventID: "" }],
  ["a time that is none", { eventTime: "now" }],
  ["an account that is a number", { recipientAccountId: 111122223333 }],
  ["a Region that is a number", { awsRegion: 7 }],
  ["no identity", { userIdentity: undefined }],
] as const)("found, but left to parsing: %s", (_claim, fields) => {
  const { end, length, read } = plainOf(JSON.stringify(usualRecord(fields)));
  expect(end).toBe(length);
  expect(read()).toBeNull();
});
