/** Bad input of every kind through the whole reader: counted, explained, the rest still read, never a crash. */

import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { applyChunk } from "../../src/core/apply-chunk.ts";
import type { ApiCall } from "../../src/core/event.ts";
import type { CallChunk } from "../../src/core/group/chunker.ts";
import { packCalls, unpackCalls } from "../../src/core/group/call-codec.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { CLOUDTRAIL_OBJECT_BYTES_MAX } from "../../src/core/limits.ts";
import { memoryProfiles } from "../../src/core/memory-profiles.ts";
import { packProfile, unpackProfile } from "../../src/core/profile/codec.ts";
import { emptyProfile, fold } from "../../src/core/profile/profile.ts";
import { readCloudTrail } from "../../src/intake/read-cloudtrail.ts";
import { deepObject } from "../core/sources/cloudtrail/slices.ts";
import { body, concat, damaged } from "./bodies.ts";
import { good, gz, record, records } from "./cloudtrail-records.ts";

const NO_KEY = { accountId: null, region: null };
const encoder = new TextEncoder();

/** Reads, then puts every call through codec, profiles and detectors: what was read must be safe to use. */
async function read(bytes: Uint8Array, sliceBytes = 10_000) {
  const calls: ApiCall[] = [];
  const host = memoryProfiles();
  const onChunk = async (chunk: CallChunk): Promise<void> => {
    calls.push(...chunk.calls);
    const travelled = { ...chunk, calls: unpackCalls(packCalls(chunk.calls, () => true)) };
    const outcome = await applyChunk({ id: "c", bucket: 0 }, travelled, host);
    expect(outcome.faults).toEqual([]);
    JSON.stringify(outcome.sightings);
    const profile = emptyProfile(["x"]);
    for (const call of travelled.calls) fold(profile, call);
    const packed = packProfile(profile, 65_536);
    expect(packProfile(unpackProfile(packed), 65_536)).toBe(packed);
  };
  const { counts, problem } = await readCloudTrail(body(bytes, sliceBytes), NO_KEY, onChunk);
  expect(calls).toHaveLength(counts.records);
  // Those of one moment come in an order of their own.
  calls.sort((one, other) => (one.id < other.id ? -1 : 1));
  const { records, rejected, samples, skipped, seen } = counts;
  return { ids: calls.map((call) => call.id), calls, problem, counts: { records, rejected, samples, skipped, seen } };
}

test("reads gzip and plain alike, in slices of any size", async () => {
  const text = records(...good(200));
  for (const bytes of [gz(text), encoder.encode(text)]) {
    for (const sliceBytes of [13, 1_000, 1_000_000]) {
      const { problem, counts } = await read(bytes, sliceBytes);
      expect({ problem, counts }).toEqual({
        problem: null,
        counts: { records: 200, rejected: 0, samples: [], skipped: {}, seen: 200 },
      });
    }
  }
});

test("every member of a gzip object is read, empty ones between them, zeros behind them", async () => {
  const parts = [gz(""), gz(records(...good(3))), gz(""), gz(`\n${records(...good(2, 3))}`), new Uint8Array(600)];
  const { ids, problem } = await read(concat(...parts));
  expect([problem, ids]).toEqual([null, ["good-0", "good-1", "good-2", "good-3", "good-4"]]);
});

const many = good(3_000).map((item, at): JsonObject => ({
  ...item,
  requestID: String(Math.imul(at, 0x9e3779b1) >>> 0),
}));
const packed = gz(records(...many));

test.each([
  ["truncated", packed.subarray(0, packed.length >> 1), "bad gzip: unexpected end of file", 1_000],
  ["with a wrong checksum", damaged(packed, -6), "bad gzip: incorrect data check", 1_000],
  ["with text behind it", concat(packed, encoder.encode("oops")), "bad gzip: incorrect header check", 1_000],
])("gzip %s: a clear problem, and what came before is read", async (_claim, bytes, problem, atLeast) => {
  const first = await read(bytes);
  expect(first.problem).toBe(problem);
  expect(first.counts.records).toBeGreaterThan(atLeast);
  // A chunk is ordered by time, and these are of one second.
  expect(new Set(first.ids)).toEqual(new Set(many.slice(0, first.ids.length).map((item) => item["eventID"])));
  const again = await read(bytes, 777);
  expect(again.ids).toEqual(first.ids);
});

test.each<[string, Uint8Array, RegExp]>([
  ["no gzip and no JSON", encoder.encode("hello, this is no log"), /^no CloudTrail record in it; record 1: not JSON/],
  ["binary", Uint8Array.from({ length: 5_000 }, (_, at) => (at * 89) % 256), /^no CloudTrail record in it; /],
  ["empty", new Uint8Array(0), /^no CloudTrail record in it; record 1: empty/],
  ["gzip of nothing", gz(""), /^no CloudTrail record in it; record 1: empty/],
  ["gzip's magic alone", Uint8Array.of(0x1f, 0x8b), /^bad gzip: unexpected end of file/],
  ["one byte", Uint8Array.of(0x1f), /not JSON/],
  ["without Records", encoder.encode('{"hello":"world"}'), /record 1: eventName is missing/],
  ["with Records that is no list", encoder.encode('{"Records":{}}'), /record 1: eventName is missing/],
  [
    "cut before the first record's end",
    encoder.encode('{"Records":[{"eventName":"x'),
    /record 1: JSON ends inside a record/,
  ],
  ["with scalars for records", encoder.encode('{"Records":[1,"x",null]}'), /record 1: record is not a JSON object/],
  ["one record that is too deep", encoder.encode(records(deepObject(10_000))), /nested deeper than 64 levels/],
])("an object %s is a problem that says why", async (_claim, bytes, problem) => {
  const outcome = await read(bytes);
  expect(outcome.problem).toMatch(problem);
  expect(outcome.ids).toEqual([]);
});

test("no records at all is no problem where the object says so, nor are events of other categories", async () => {
  expect(await read(encoder.encode('{"Records":[]}'))).toMatchObject({ problem: null, counts: { seen: 0 } });
  const data = records(record({ eventCategory: "Data" }), record({ eventType: "AwsCloudTrailInsight" }));
  expect(await read(encoder.encode(data))).toMatchObject({
    problem: null,
    counts: { skipped: { Data: 1, Insight: 1 } },
  });
});

/** One bad record between two good ones: [what, its text, the sample]. */
const BAD_RECORDS: readonly (readonly [string, string, string])[] = [
  ["300 KB long", JSON.stringify({ a: "x".repeat(300 * 1024) }), "record is longer than 262144 bytes"],
  ["10,000 levels deep", deepObject(10_000), "record is nested deeper than 64 levels"],
  ["a list 10,000 levels deep", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, "record is not a JSON object"],
  ["no JSON", '{"a":tru}', "record is not valid JSON"],
  ["with a raw NUL", '{"a":"\u0000"}', "record is not valid JSON"],
  ["a number", "17", "record is not a JSON object"],
  ["text", '"}],{"', "record is not a JSON object"],
  ["empty", "{}", "eventName is missing"],
  ["with names on its prototype alone", `{"__proto__":${JSON.stringify(record())}}`, "eventName is missing"],
  ["with a time that is none", JSON.stringify(record({ eventTime: "1e400" })), "eventTime is not a time"],
  [
    "with a time beyond range",
    JSON.stringify(record()).replace('"2024-07-31T13:06:24Z"', "1e400"),
    "eventTime is a number, not text",
  ],
  ["wrapped, with text too deep to parse", JSON.stringify({ message: deepObject(5_000) }), "eventName is missing"],
];

test.each(BAD_RECORDS)(
  "a record %s is refused with its reason, and the others are read",
  async (_what, text, reason) => {
    const [before, after] = good(2) as [JsonObject, JsonObject];
    for (const bytes of [gz(records(before, text, after)), encoder.encode(records(before, text, after))]) {
      const { ids, problem, counts } = await read(bytes);
      expect({ ids, problem, counts }).toEqual({
        ids: ["good-0", "good-1"],
        problem: null,
        counts: { records: 2, rejected: 1, samples: [`record 2: ${reason}`], skipped: {}, seen: 3 },
      });
    }
  },
);

/** [what, its text, what the call must hold]. */
test.each<[string, string, Partial<ApiCall>]>([
  [
    "lone surrogates",
    JSON.stringify(record({ eventID: "x", eventName: "\ud800", userAgent: "\udfff" })),
    { api: "\ud800" },
  ],
  ["NUL in names", JSON.stringify(record({ eventID: "x", eventName: "a\u0000b" })), { api: "a\u0000b" }],
  [
    "duplicate keys: the last one counts, as for any reader of JSON",
    JSON.stringify(record({ eventID: "x" })).replace("{", '{"eventName":"First",'),
    { api: "StopLogging" },
  ],
  [
    "a number beyond range",
    JSON.stringify(record({ eventID: "x", requestParameters: { size: 7 } })).replace(":7", ":1e400"),
    { request: { size: Number.POSITIVE_INFINITY } },
  ],
  [
    "keys named __proto__",
    JSON.stringify(record({ eventID: "x", additionalEventData: { a: 1 } })).replaceAll(
      ":{",
      ':{"__proto__":{"eventName":"evil","arn":"evil"},',
    ),
    { api: "StopLogging" },
  ],
  [
    "an emoji cut by the slices",
    JSON.stringify(record({ eventID: "x", eventName: "💥".repeat(50) })),
    { api: "💥".repeat(50) },
  ],
])("reads a record with %s", async (_what, text, expected) => {
  const [before, after] = good(2) as [JsonObject, JsonObject];
  const { calls, counts, problem } = await read(encoder.encode(records(before, text, after)), 97);
  expect([problem, counts.rejected]).toEqual([null, 0]);
  expect(calls.map((call) => call.id)).toEqual(["good-0", "good-1", "x"]);
  expect(calls[2]).toMatchObject(expected);
  expect(calls[2]?.identity.arn).toBe("arn:aws:sts::111122223333:assumed-role/deploy/ci");
});

const WRONG: readonly Json[] = [5, -0.5, true, null, "", "x", [], [["x"]], {}, { x: { y: 1 } }, "\ud800", "__proto__"];

/** The record with one field replaced, at every place where there is one. */
function* replacements(object: JsonObject, wrong: Json): Generator<readonly [string, JsonObject]> {
  for (const [name, value] of Object.entries(object)) {
    yield [name, { ...object, [name]: wrong }];
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    for (const [path, inner] of replacements(value as JsonObject, wrong))
      yield [`${name}.${path}`, { ...object, [name]: inner }];
  }
}

test("a wrong type in any one field is refused by name or read, and never stops the others", async () => {
  let [refused, understood] = [0, 0];
  for (const wrong of WRONG) {
    for (const [path, bad] of replacements(record({ eventID: "bad" }), wrong)) {
      const [before, after] = good(2) as [JsonObject, JsonObject];
      const claim = `${path} = ${JSON.stringify(wrong)}`;
      const { ids, counts, problem } = await read(encoder.encode(records(before, bad, after)));
      expect([problem, counts.seen], claim).toEqual([null, 3]);
      expect(ids, claim).toEqual(expect.arrayContaining(["good-0", "good-1"]));
      if (counts.rejected === 1) {
        refused++;
        expect(counts.samples[0], claim).toMatch(
          new RegExp(`^record 2: (?:${path.split(".")[0]}|eventName or eventSource|no account)`),
        );
      } else understood++;
    }
  }
  expect(refused).toBeGreaterThan(60);
  expect(understood).toBeGreaterThan(200);
});

test("a bomb stops at its limit, with a clear problem and the records before it", async () => {
  const zeros = new Uint8Array(gzipSync(new Uint8Array(CLOUDTRAIL_OBJECT_BYTES_MAX)));
  const { ids, problem } = await read(concat(gz(records(...good(2))), zeros));
  expect(problem).toBe("inflates to more than 200 times its size");
  expect(ids).toEqual(["good-0", "good-1"]);
});

test("what one chunk's reader throws is thrown, and nothing more is read", async () => {
  let chunks = 0;
  const onChunk = async (): Promise<void> => {
    chunks++;
    throw new Error("profile is away");
  };
  const limits = { recordsMax: 1, bytesMax: 1_000_000 };
  const bytes = encoder.encode(records(...good(5)));
  await expect(readCloudTrail(body(bytes), NO_KEY, onChunk, limits)).rejects.toThrow("profile is away");
  expect(chunks).toBe(1);
});

test("chunks come one after another, each when the last has been applied", async () => {
  const log: string[] = [];
  const onChunk = async ({ number, calls }: CallChunk): Promise<void> => {
    log.push(`${number} begins with ${calls.length}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
    log.push(`${number} ends`);
  };
  const bytes = encoder.encode(records(...good(5)));
  await readCloudTrail(body(bytes, 100), NO_KEY, onChunk, { recordsMax: 2, bytesMax: 1_000_000 });
  expect(log).toEqual(["0 begins with 2", "0 ends", "1 begins with 2", "1 ends", "2 begins with 1", "2 ends"]);
});
