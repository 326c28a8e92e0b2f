import { expect, test } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import { RECORD_DEPTH_MAX } from "../../../../src/core/limits.ts";
import { unwrap } from "../../../../src/core/sources/cloudtrail/unwrap.ts";
import { deepObject, recordOf } from "./slices.ts";

const [one, two] = [recordOf("One"), recordOf("Two")];
const json = JSON.stringify;

test.each<[string, Json]>([
  ["EventBridge", { version: "0", "detail-type": "AWS API Call via CloudTrail", detail: one }],
  ["LookupEvents", { EventId: "1", EventName: "One", CloudTrailEvent: json(one) }],
  ["CloudWatch Logs", { id: "1", timestamp: 1, message: json(one) }],
  ["a shipper's event", { "@timestamp": "x", event: one }],
  ["a test case", { Name: "x", data: { input: one } }],
  ["Splunk", { _raw: json(one), host: "x" }],
  ["a line of a file, wrapped", { message: json({ Records: [one] }) }],
  ["CloudWatch inside a message", { data: { logEvents: [{ message: json(one) }] } }],
  ["a wrapper that is empty beside one that is not", { message: "text", detail: one }],
  ["the record itself", one],
])("finds the record in %s", (_name, wrapped) => {
  expect(unwrap(wrapped)).toEqual([one]);
});

test("finds every record of a list, and keeps what is none to be counted", () => {
  expect(unwrap({ Records: [one, two] })).toEqual([one, two]);
  expect(unwrap({ message: json({ Records: [one, { oops: 1 }, 5, two] }) })).toEqual([one, { oops: 1 }, 5, two]);
});

test("finds an Insight event, which has no name of its own", () => {
  const insight = { eventType: "AwsCloudTrailInsight", insightDetails: { eventName: "One", eventSource: "x" } };
  expect(unwrap({ data: { Records: [insight] } })).toEqual([insight]);
});

test("a record is not searched for another", () => {
  const nested = recordOf("Outer", { detail: one });
  expect(unwrap(nested)).toEqual([nested]);
});

test.each<[string, Json]>([
  ["no wrapper", { a: one }],
  ["text that is no JSON", { message: '{"eventName":' }],
  ["text that is no object", { message: "hello" }],
  ["an empty list", { Records: [] }],
  ["wrappers without end", JSON.parse(`${'{"data":'.repeat(50)}${json(one)}${"}".repeat(50)}`) as Json],
  ["inherited names", JSON.parse('{"__proto__":{"eventName":"a","eventSource":"b"}}') as Json],
  ["a scalar", 5],
  ["null", null],
])("hands over %s as it is", (_name, value) => {
  expect(unwrap(value)).toEqual([value]);
});

function withDepth(levels: number): Json {
  return { message: json(one).replace(/^{/, `{"requestParameters":${deepObject(levels - 1)},`) };
}

test("text deeper than a record may be is not parsed: nothing behind it may recurse into it", () => {
  expect(unwrap(withDepth(RECORD_DEPTH_MAX))).toHaveLength(1);
  expect(unwrap(withDepth(RECORD_DEPTH_MAX))[0]).toHaveProperty("eventName", "One");
  for (const levels of [RECORD_DEPTH_MAX + 1, 60_000]) {
    const value = withDepth(levels);
    expect(unwrap(value)).toEqual([value]);
  }
});

test("brackets inside strings are no depth", () => {
  const value = recordOf("One", { text: '"\\{'.repeat(500) });
  expect(unwrap({ message: json(value) })).toEqual([value]);
});
