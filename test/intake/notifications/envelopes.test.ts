import { readdirSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Notification, parseNotification } from "../../../src/intake/notifications/envelopes.ts";
import { shared } from "../../needs.ts";

const TIME = "2026-11-24T09:17:02.192Z";
const ETAG = "b21b84d653bb07b05b1e6b33684dc11b";

function s3Record(key: string, change: object = {}): object {
  const s3 = { bucket: { name: "trail-bucket" }, object: { key, size: 4096, eTag: ETAG, sequencer: "0C" } };
  return { eventVersion: "2.1", eventSource: "aws:s3", eventTime: TIME, eventName: "ObjectCreated:Put", s3, ...change };
}

function eventBridge(key: string, change: object = {}): object {
  const object = { key, size: 4096, etag: ETAG };
  const detail = { version: "0", "event-version": "1.1", bucket: { name: "trail-bucket" }, object };
  return { source: "aws.s3", "detail-type": "Object Created", time: TIME, detail, ...change };
}

const inSns = (message: object | string): object => ({
  Type: "Notification",
  MessageId: "1",
  Message: typeof message === "string" ? message : JSON.stringify(message),
});
const inLambda = (message: object): object => ({ Records: [{ EventSource: "aws:sns", Sns: inSns(message) }] });
const inSqs = (...messages: readonly (object | string)[]): object => ({
  Records: messages.map((message) => ({
    eventSource: "aws:sqs",
    body: typeof message === "string" ? message : JSON.stringify(message),
  })),
});
const inReceive = (message: object): object => ({
  Messages: [{ MessageId: "1", ReceiptHandle: "r", Body: JSON.stringify(message) }],
});

function parsed(value: object | string): Notification {
  const result = parseNotification(typeof value === "string" ? value : JSON.stringify(value));
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

const HINT = { bucket: "trail-bucket", key: "a b+c/é=.gz", etag: ETAG, size: 4096, eventTimeMs: Date.parse(TIME) };

test("finds the same object in each wrapping", () => {
  const encoded = s3Record("a+b%2Bc/%C3%A9%3D.gz");
  const shapes = [
    { Records: [encoded] },
    inSns({ Records: [encoded] }),
    inLambda({ Records: [encoded] }),
    inSqs({ Records: [encoded] }),
    inSqs(inSns({ Records: [encoded] })),
    inReceive(inSns({ Records: [encoded] })),
    eventBridge(HINT.key),
    inSqs(eventBridge(HINT.key)),
    inSns(eventBridge(HINT.key)),
    [eventBridge(HINT.key)],
  ];
  for (const shape of shapes) {
    expect(parsed(shape), JSON.stringify(shape)).toEqual({
      hints: [HINT],
      tests: 0,
      others: 0,
      rejected: 0,
      reasons: [],
    });
  }
});

test("finds the objects that CloudTrail names, their keys as they are", () => {
  const message = { s3Bucket: "trail-bucket", s3ObjectKey: ["AWSLogs/a+b%20c.json.gz", "AWSLogs/d.json.gz"] };
  const hint = { bucket: "trail-bucket", etag: null, size: null, eventTimeMs: null };
  for (const shape of [message, inSns(message), inSqs(message), inSqs(inSns(message))]) {
    expect(parsed(shape).hints).toEqual(message.s3ObjectKey.map((key) => ({ ...hint, key })));
  }
});

test("tests, deletions and confirmations are understood and name nothing", () => {
  const table: [object | string, Partial<Notification>][] = [
    [{ Service: "Amazon S3", Event: "s3:TestEvent", Bucket: "trail-bucket" }, { tests: 1 }],
    [inSqs(inSns({ Service: "Amazon S3", Event: "s3:TestEvent" })), { tests: 1 }],
    ["CloudTrail validation message.", { tests: 1 }],
    [inSns("CloudTrail validation message."), { tests: 1 }],
    [{ Records: [s3Record("k", { eventName: "ObjectRemoved:Delete" })] }, { others: 1 }],
    [{ Records: [s3Record("k", { eventName: "ObjectRestore:Completed" })] }, { others: 1 }],
    [eventBridge("k", { "detail-type": "Object Deleted" }), { others: 1 }],
    [{ Type: "SubscriptionConfirmation", Message: "{}" }, { others: 1 }],
  ];
  for (const [shape, counts] of table) {
    expect(parsed(shape), JSON.stringify(shape)).toMatchObject({ hints: [], rejected: 0, ...counts });
  }
});

test("one bad part spoils no good one", () => {
  const batch = inSqs(
    { Records: [s3Record("one")] },
    "no JSON {{{",
    { hello: 1 },
    { Records: [s3Record("%zz"), s3Record("two")] },
  );
  const found = parsed(batch);
  expect(found.hints.map(({ key }) => key)).toEqual(["one", "two"]);
  expect(found.rejected).toBe(3);
  expect(found.reasons).toEqual(["not JSON", "no known envelope of an S3 notification", "the key is not form-encoded"]);
});

test("says why nothing was understood", () => {
  const deep = Array.from({ length: 12 }).reduce<object>((inner) => inSns(inner), { Records: [s3Record("k")] });
  const table: [object | string, RegExp][] = [
    ["", /not JSON/],
    ["{", /not JSON/],
    ["null", /neither an object nor a list/],
    ["[]", /empty list/],
    [{}, /no known envelope/],
    [{ Records: [] }, /empty list/],
    [{ Records: [{ eventSource: "aws:dynamodb" }] }, /no known envelope/],
    [{ Records: [s3Record("k", { eventVersion: "3.0" })] }, /version "3\.0"/],
    [eventBridge("k", { detail: { "event-version": "2.0" } }), /version "2\.0" in EventBridge/],
    [{ Records: [s3Record("")] }, /no key/],
    [{ Records: [s3Record("x".repeat(1_025))] }, /longer than 1,024 bytes/],
    [{ Records: [s3Record("k", { s3: {} })] }, /no bucket/],
    [{ s3Bucket: "../evil", s3ObjectKey: ["k"] }, /no bucket/],
    [{ s3Bucket: "trail-bucket", s3ObjectKey: "k" }, /not a list/],
    [{ s3Bucket: "trail-bucket", s3ObjectKey: ["\ud800"] }, /no key/],
    [inSns({}), /no known envelope/],
    [{ Type: "Notification" }, /not JSON/],
    [deep, /too deep/],
    ["[".repeat(200_000), /not JSON/],
    [`${"[".repeat(5_000)}${"]".repeat(5_000)}`, /too deep/],
  ];
  for (const [shape, reason] of table) {
    const result = parseNotification(typeof shape === "string" ? shape : JSON.stringify(shape));
    expect(result.ok ? "understood" : result.error, JSON.stringify(shape).slice(0, 100)).toMatch(reason);
  }
});

test("names at most 1,000 objects, and counts the rest", () => {
  const found = parsed({
    s3Bucket: "trail-bucket",
    s3ObjectKey: Array.from({ length: 1_200 }, (_, index) => `k${index}`),
  });
  expect([found.hints.length, found.rejected, found.reasons.length]).toEqual([1_000, 200, 5]);
});

test("any S3 key comes through its encodings unchanged", () => {
  const anyKey = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((key) => key.isWellFormed());
  fc.assert(
    fc.property(anyKey, (key) => {
      const encoded = encodeURIComponent(key).replaceAll("%20", "+");
      expect(parsed(inSqs(inSns({ Records: [s3Record(encoded)] }))).hints[0]?.key).toBe(key);
      expect(parsed(eventBridge(key)).hints[0]?.key).toBe(key);
    }),
    { numRuns: 300, seed: 20261124 },
  );
});

test("reads any JSON without throwing", () => {
  const names = ["Records", "Type", "Message", "s3ObjectKey", "s3", "body", "eventSource", "detail", "__proto__"];
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, 1, "aws:s3", "aws:sqs", "Notification", '{"Records":[1]}'),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie("tree"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const result = parseNotification(JSON.stringify(value));
      if (!result.ok) expect(result.error).not.toBe("");
    }),
    { numRuns: 2_000, seed: 20261124 },
  );
});

/** File → objects named, tests, others, rejected; null for one that is refused whole. */
const RECORDED: Readonly<Record<string, readonly [number, number, number, number] | null>> = {
  "eventbridge-object-annotation-created.json": [0, 0, 1, 0],
  "eventbridge-object-created-plus-key.json": [1, 0, 0, 0],
  "eventbridge-object-created-unsupported-version.json": null,
  "eventbridge-object-created.json": [1, 0, 0, 0],
  "eventbridge-object-deleted.json": [0, 0, 1, 0],
  "eventbridge-object-restore-completed.json": [0, 0, 1, 0],
  "s3-event-object-created.json": [1, 0, 0, 0],
  "s3-event-urlencoded-key.json": [1, 0, 0, 0],
  "s3-test-event.json": [0, 1, 0, 0],
  "sns-s3-event.json": [1, 0, 0, 0],
  "sns-s3-test-event.json": [0, 1, 0, 0],
  "sqs-batch-partial-garbage.json": [2, 0, 0, 1],
  "sqs-s3-event.json": [1, 0, 0, 0],
  "sqs-sns-event.json": [1, 0, 0, 0],
};
const folder = shared("data/notifications/s3");

test.skipIf(folder === null)("understands each recorded envelope", () => {
  const files = readdirSync(folder ?? "").filter((name) => name.endsWith(".json"));
  expect(files.sort()).toEqual(Object.keys(RECORDED));
  for (const file of files) {
    const result = parseNotification(readFileSync(`${folder}/${file}`, "utf8"));
    const counts = result.ok
      ? [result.value.hints.length, result.value.tests, result.value.others, result.value.rejected]
      : null;
    expect(counts, file).toEqual(RECORDED[file]);
  }
  const plus = parsed(readFileSync(`${folder}/eventbridge-object-created-plus-key.json`, "utf8"));
  expect(plus.hints[0]).toMatchObject({ bucket: "ct-siem-sync", key: "my+file.json.gz", size: 4096 });
  const encoded = parsed(readFileSync(`${folder}/s3-event-urlencoded-key.json`, "utf8"));
  expect(encoded.hints[0]).toMatchObject({ key: "my file=a.json.gz", eventTimeMs: Date.UTC(2024, 0, 15, 8, 22, 11) });
});
