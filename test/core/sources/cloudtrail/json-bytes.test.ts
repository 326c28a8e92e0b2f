/** The checker on bytes against JSON.parse, the slow truth: both take the same texts and refuse the same. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { RECORD_DEPTH_MAX } from "../../../../src/core/limits.ts";
import { endOfValue, NOT_JSON } from "../../../../src/core/sources/cloudtrail/json-bytes.ts";
import { decodeUtf8, encodeUtf8 } from "../../../../src/core/text.ts";

/** Where the value at the start of `text` ends; the bytes end in zero, as the checker wants them. */
function endOf(text: string | Uint8Array): number {
  const bytes = typeof text === "string" ? encodeUtf8(text) : text;
  const ended = new Uint8Array(bytes.length + 1);
  ended.set(bytes);
  return endOfValue(ended, 0);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const VALID = [
  '""',
  '"a\\"b\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D"',
  '"é💥\u2028\u007f"',
  "0",
  "-0",
  "-12.50e+3",
  "1E5",
  "0.0e-0",
  "true",
  "false",
  "null",
  "{}",
  "[]",
  "[ ]",
  "{ \t\r\n}",
  "[[],{},[{}]]",
  '{ "a" : 1 , "a" : [ true , null ] }',
  '{"":""}',
];
const INVALID = [
  "",
  " 1",
  '"',
  '"\\',
  '"\\u12',
  '"\\x"',
  '"\\u00g0"',
  '"a\nb"',
  '"\u0000"',
  "01",
  "-",
  "+1",
  ".5",
  "1.",
  "1e",
  "1e+",
  "tru",
  "True",
  "nul",
  "NaN",
  "{",
  "[",
  "[1",
  "[1,",
  "[1,]",
  "[,1]",
  "[1 2]",
  "{1:2}",
  '{"a"}',
  '{"a":}',
  '{"a":1,}',
  '{"a":1]',
  '["a":1]',
  '{"a" 1}',
  "{'a':1}",
  "[1}",
];

test.each(VALID)("%j is a value to its end", (text) => {
  expect(parses(text)).toBe(true);
  const { length } = encodeUtf8(text);
  for (const rest of ["", ",", "}", "]", " ", " x"]) expect(endOf(`${text}${rest}`), `before ${rest}`).toBe(length);
});

test.each(INVALID)("%j is no value", (text) => {
  expect(parses(text) && text.trim() === text).toBe(false);
  expect(endOf(text)).toBe(NOT_JSON);
});

test("a value of a record is one level less deep than a record may be", () => {
  const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
  expect(endOf(nested(RECORD_DEPTH_MAX - 1))).toBe((RECORD_DEPTH_MAX - 1) * 2);
  expect(endOf(nested(RECORD_DEPTH_MAX))).toBe(NOT_JSON);
  expect(endOf(nested(10_000))).toBe(NOT_JSON);
  expect(endOf(`${'{"a":'.repeat(10_000)}1`)).toBe(NOT_JSON);
});

const RUNS = 5_000;
const BYTES = Array.from('{}[]",:\\ntrufale019.eE+-/bu \t\n\u0000\u001f', (char) => char.charCodeAt(0));

test(`agrees with JSON.parse on ${RUNS} values with bytes changed`, () => {
  const hits = { valid: 0, invalid: 0 };
  const change = fc.record({
    at: fc.nat(300),
    drop: fc.nat(2),
    put: fc.array(fc.oneof(fc.constantFrom(...BYTES), fc.nat(255)), { maxLength: 2 }),
  });
  const property = fc.property(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom(0, 1, 3),
    fc.array(change, { maxLength: 2 }),
    (value, indent, changes) => {
      let bytes = Array.from(encodeUtf8(JSON.stringify(value, null, indent)));
      for (const { at, drop, put } of changes) bytes = bytes.toSpliced(at % (bytes.length + 1), drop, ...put);
      const text = decodeUtf8(Uint8Array.from(bytes));
      // JSON.parse takes blanks around a value, and the decoder drops a byte order mark: the checker starts at a value.
      if (text.trim() !== text || bytes[0] === 0xef) return;
      const valid = parses(text);
      hits[valid ? "valid" : "invalid"]++;
      const end = endOf(Uint8Array.from(bytes));
      if (valid) expect(end).toBe(bytes.length);
      else expect(end).not.toBe(bytes.length);
    },
  );
  fc.assert(property, { seed: 20_261_124, numRuns: RUNS });
  expect(Math.min(hits.valid, hits.invalid)).toBeGreaterThan(RUNS / 5);
});
