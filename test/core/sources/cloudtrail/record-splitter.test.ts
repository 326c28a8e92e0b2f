/**
 * The splitter finds records by looking at bytes; JSON.parse on the whole document is the slow truth. Goal: the same
 * records and the same rejects, whatever the shape of the document and wherever the slices are cut.
 */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import { RECORD_BYTES_MAX, RECORD_DEPTH_MAX } from "../../../../src/core/limits.ts";
import { RecordSplitter } from "../../../../src/core/sources/cloudtrail/record-splitter.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";
import { cutAt, deepObject, recordOf, type Split, split, splitText } from "./slices.ts";

const TRICKY = [
  recordOf("Quote", { text: 'say "no" \\ and \\" and \\\\' }),
  recordOf("EndsInBackslash", { "\\": "\\", last: "C:\\" }),
  recordOf("Brackets", { text: '}]{["Records":[{"a":1}]},{', nested: { Records: [{ a: [] }, [[]]] } }),
  recordOf("Unicode", { text: "é ☃ 💥 \u2028 \ufeff \ud800", ключ: "\u0000\u001f\n\r\t" }),
  recordOf("Empty", { "": "", object: {}, list: [], nothing: null, number: -1.5e-7 }),
];
const pretty = (value: Json): string => JSON.stringify(value, null, 2);
const [one, two] = [recordOf("One"), recordOf("Two")];
const json = (value: Json | Split): string => JSON.stringify(value);
const whole = { keysOnly: { a: { Records: [1] } }, text: "Records" };

/** [shape, document, records in it, rejects]. */
const DOCUMENTS: readonly (readonly [string, string, readonly Json[], readonly string[]])[] = [
  ["Records", json({ Records: TRICKY }), TRICKY, []],
  ["Records, indented", pretty({ Records: TRICKY }), TRICKY, []],
  ["Records, CRLF", pretty({ Records: TRICKY }).replaceAll("\n", "\r\n"), TRICKY, []],
  ["byte order mark", `\ufeff${json({ Records: TRICKY })}`, TRICKY, []],
  ["keys before and after Records", json({ ...whole, Records: TRICKY, after: { Records: [{}] }, z: "[{" }), TRICKY, []],
  ["Records twice", `{"Records":[${json(one)}],"Records":[${json(two)}]}`, [one, two], []],
  ["empty Records", '{"Records":[]}', [], []],
  ["empty Records with blanks", '{ "Records" : [ \n ] }\n', [], []],
  ["bare array", json(TRICKY), TRICKY, []],
  ["JSON lines", `${TRICKY.map(json).join("\n")}\n`, TRICKY, []],
  ["JSON lines, CRLF, blank lines", TRICKY.map(json).join("\r\n\r\n"), TRICKY, []],
  ["objects one after another", TRICKY.map(json).join(""), TRICKY, []],
  ["documents one after another", `{"Records":[${json(one)}]}\n{"Records":[${json(two)}]}`, [one, two], []],
  ["single object", pretty(TRICKY[2] as Json), [TRICKY[2] as Json], []],
  ["LookupEvents", json({ Events: [{ CloudTrailEvent: json(one) }] }), [{ CloudTrailEvent: json(one) }], []],
  ["CloudWatch", json({ owner: "1", logEvents: [{ message: json(one) }] }), [{ message: json(one) }], []],
  ["Records missing", json(whole), [whole], []],
  ["Records is no list", json({ Records: { a: 1 } }), [{ Records: { a: 1 } }], []],
  [
    "a key with an escape is none of the container keys",
    '{"Records\\\\":[{"a":1}]}',
    [{ "Records\\": [{ a: 1 }] }],
    [],
  ],
  [
    "scalars among records",
    `[1, ${json(one)}, null, "a\\"],[{", true, [{"a":[1]}], ${json(two)}, -2.5e3]`,
    [one, two],
    Array.from({ length: 6 }, () => "record is not a JSON object"),
  ],
  ["no comma between records", `[${json(one)}${json(two)}]`, [one, two], []],
  [
    "a bad record among good ones",
    `{"Records":[${json(one)},{"a":tru},${json(two)}]}`,
    [one, two],
    ["record is not valid JSON"],
  ],
  ["wrong bracket closes a record", `[${json(one)},{"a":[1}},${json(two)}]`, [one, two], ["record is not valid JSON"]],
  ["cut inside a record", `{"Records":[${json(one)},{"a":"b`, [one], ["JSON ends inside a record"]],
  ["cut between records", `{"Records":[${json(one)},`, [one], ["JSON ends before the records are closed"]],
  ["cut before the end", `{"Records":[${json(one)}]`, [one], ["JSON ends before the records are closed"]],
  ["cut inside a single object", '{"eventName":"a","b":{"c":', [], ["JSON ends inside a record"]],
  ["text", "hello, this is no log", [], ["not JSON: text outside any record"]],
  ["control characters", "\u0001\u0002", [], ["not JSON: text outside any record"]],
  ["text around records", `log: ${json(one)} end`, [one], ["not JSON: text outside any record"]],
  ["nothing", "", [], ["empty: no JSON in it"]],
  ["blanks", " \n\n\t", [], ["empty: no JSON in it"]],
];

test.each(DOCUMENTS)("%s: the same records and rejects wherever it is cut", (_shape, text, values, rejects) => {
  const bytes = encodeUtf8(text);
  const expected = { values, rejects };
  expect(split([bytes])).toEqual(expected);
  for (let at = 1; at < bytes.length; at++) {
    const cut = split(cutAt(bytes, [at]));
    if (json(cut) !== json(expected)) expect(cut, `cut at byte ${at}`).toEqual(expected);
  }
  expect(split(Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  expect(split([new Uint8Array(0), bytes, new Uint8Array(0)])).toEqual(expected);
});

test("bytes that are no UTF-8 become U+FFFD and never a record's end", () => {
  const bytes = encodeUtf8(json({ Records: [{ a: "x" }, one] }));
  bytes[bytes.indexOf("x".charCodeAt(0))] = 0xe4;
  for (let at = 0; at < bytes.length; at++) expect(split(cutAt(bytes, [at])).values).toEqual([{ a: "\ufffd" }, one]);
});

const TOO_LONG = `record is longer than ${RECORD_BYTES_MAX} bytes`;
const TOO_DEEP = `record is nested deeper than ${RECORD_DEPTH_MAX} levels`;
const long = json({ a: "x".repeat(300 * 1024) });

test.each([
  ["a record of 300 KB in Records", `{"Records":[${json(one)},${long},${json(two)}]}`, TOO_LONG],
  ["a record of 300 KB in JSON lines", `${json(one)}\n${long}\n${json(two)}`, TOO_LONG],
  ["a record 10,000 levels deep in Records", `{"Records":[${json(one)},${deepObject(10_000)},${json(two)}]}`, TOO_DEEP],
  ["a record 10,000 levels deep in JSON lines", `${json(one)}\n${deepObject(10_000)}\n${json(two)}`, TOO_DEEP],
])("%s is refused and the next one is read", (_claim, text, reason) => {
  const expected = { values: [one, two], rejects: [reason] };
  const bytes = encodeUtf8(text);
  expect(split([bytes])).toEqual(expected);
  for (const step of [1_000, 16_384, 65_536, 262_144, 262_145]) {
    const cuts = Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) => index * step);
    expect(split(cutAt(bytes, cuts)), `slices of ${step}`).toEqual(expected);
  }
});

test("lists that are no record may be deep: they are one reject, and the next record is read", () => {
  const list = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  expect(splitText(`[${list},${json(one)}]`, 5_000)).toEqual({
    values: [one],
    rejects: ["record is not a JSON object"],
  });
});

function ofLength(bytes: number): string {
  return json({ a: "x".repeat(bytes - 8) });
}

test("a record of exactly the limits is read, one more byte or level is not", () => {
  expect(ofLength(RECORD_BYTES_MAX)).toHaveLength(RECORD_BYTES_MAX);
  for (const cut of [0, 1, 1_000, RECORD_BYTES_MAX]) {
    expect(splitText(`[${ofLength(RECORD_BYTES_MAX)}]`, cut).rejects).toEqual([]);
    expect(splitText(`[${ofLength(RECORD_BYTES_MAX + 1)}]`, cut).rejects).toEqual([TOO_LONG]);
  }
  expect(splitText(`[${deepObject(RECORD_DEPTH_MAX)}]`).rejects).toEqual([]);
  expect(splitText(`[${deepObject(RECORD_DEPTH_MAX + 1)}]`).rejects).toEqual([TOO_DEEP]);
});

test("keeps no more than one record of an object without end", () => {
  const kept: number[] = [];
  const splitter = new RecordSplitter({ onRun: ({ bytes }) => kept.push(bytes.length), onReject: () => {} });
  const slice = encodeUtf8("x".repeat(100_000));
  splitter.push(encodeUtf8('{"Records":[{"a":"'));
  for (let count = 0; count < 50; count++) splitter.push(slice);
  splitter.push(encodeUtf8('"},{"b":1}]}'));
  expect(kept).toEqual([12]);
});

// --- fuzz ------------------------------------------------------------------------------------------------------------

const DOCUMENTS_GENERATED = 2_500;
const FRAGMENTS = [
  '"',
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "Records",
  '"Records":[',
  "é",
  "💥",
  "\ud800",
  "\u0000",
  "a",
];
const text = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 5 }).map((parts) => parts.join(""));
const key = fc.oneof(text, fc.constantFrom("Records", "Events", "logEvents", "__proto__"));
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.constantFrom(null, true, 0, -1.5e10),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs) as Json),
  ),
}));
/** Its own keys name no container: such an object would be one, and JSON.parse could not tell what was meant. */
const record = fc
  .array(fc.tuple(text, value), { maxLength: 4 })
  .map((pairs) => Object.fromEntries(pairs.map(([name, inner]) => [`k${name}`, inner])) as Json);
const scalar = fc.oneof(text, fc.constantFrom(null, true, 12.5), fc.array(value, { maxLength: 2 }));

type Shape = (records: readonly Json[], scalars: readonly Json[], write: (value: Json) => string) => string;
const SHAPES: Readonly<Record<string, Shape>> = {
  records: (records, _, write) => write({ Records: records }),
  surrounded: (records, scalars, write) => write({ a: scalars, Records: records, b: { Records: scalars }, c: "[{" }),
  events: (records, _, write) => write({ Events: records }),
  cloudWatch: (records, _, write) => write({ owner: "1", logEvents: records }),
  array: (records, _, write) => write(records),
  scalars: (records, scalars, write) => write({ Records: interleave(records, scalars) }),
  lines: (records, _, write) => records.map((item) => `${write(item)}\n`).join(""),
  joined: (records, _, write) => records.map(write).join(""),
};

function interleave(records: readonly Json[], scalars: readonly Json[]): Json[] {
  const mixed: Json[] = [];
  for (let at = 0; at < Math.max(records.length, scalars.length); at++) {
    for (const list of [scalars, records]) if (at < list.length) mixed.push(list[at] as Json);
  }
  return mixed;
}

const document = fc.record({
  shape: fc.constantFrom(...Object.keys(SHAPES)),
  records: fc.array(record, { minLength: 1, maxLength: 5 }),
  scalars: fc.array(scalar, { maxLength: 3 }),
  indent: fc.constantFrom(0, 1, 4),
  crlf: fc.boolean(),
  bom: fc.boolean(),
  cuts: fc.array(fc.nat(400), { maxLength: 12 }),
  truncate: fc.option(fc.double({ min: 0, max: 0.999, noNaN: true }), { freq: 3 }),
});

test(`finds the records of ${DOCUMENTS_GENERATED} generated documents, cut at random`, () => {
  const hits = new Map<string, number>();
  const hit = (path: string): unknown => hits.set(path, (hits.get(path) ?? 0) + 1);
  const property = fc.property(document, ({ shape, records, scalars, indent, crlf, bom, cuts, truncate }) => {
    const write = (item: Json): string => JSON.stringify(item, null, indent);
    const plain = `${bom ? "\ufeff" : ""}${SHAPES[shape]?.(records, scalars, write)}`;
    const full = encodeUtf8(crlf ? plain.replaceAll("\n", "\r\n") : plain);
    const bytes = truncate === null ? full : full.subarray(0, Math.floor(full.length * truncate));
    const slices = cutAt(bytes, cuts);
    for (const slice of slices.slice(0, -1)) {
      if (slice.at(-1) === 0x5c) hit("cut behind a backslash");
      if ((slice.at(-1) ?? 0) >= 0xc0) hit("cut inside a character");
    }
    hit(shape);
    const found = split(slices);
    // The slow truth: what was written, as JSON.parse reads it.
    const written = JSON.parse(JSON.stringify(records)) as Json[];
    expect(found).toEqual(split([bytes]));
    if (truncate === null) {
      expect(found.values).toEqual(written);
      expect(found.rejects).toHaveLength(shape === "scalars" ? scalars.length : 0);
      hit("read whole");
    } else {
      expect(found.values).toEqual(written.slice(0, found.values.length));
      // Between two lines nothing tells that more should follow.
      const betweenLines = (shape === "lines" || shape === "joined") && found.values.length > 0;
      if (!betweenLines) expect(found.rejects.length).toBeGreaterThan(0);
      hit(found.values.length > 0 ? "cut short, records before" : "cut short, no record before");
    }
  });
  fc.assert(property, { seed: 20_250_102, numRuns: DOCUMENTS_GENERATED });
  const paths = [
    "cut behind a backslash",
    "cut inside a character",
    "cut short, records before",
    "cut short, no record before",
  ];
  for (const path of [...Object.keys(SHAPES), ...paths, "read whole"]) {
    expect(hits.get(path) ?? 0, path).toBeGreaterThan(50);
  }
});
