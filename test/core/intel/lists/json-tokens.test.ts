/** The streaming JSON reader takes what JSON.parse takes, refuses what it refuses, and sees the same values. */

import { array, assert, constantFrom, integer, jsonValue, property } from "fast-check";
import { expect, test } from "vitest";
import { JsonTokens } from "../../../../src/core/intel/lists/json-tokens.ts";

/** The events of a text, cut into pieces of the given sizes; null if it is refused. */
function events(text: string, sizes: readonly number[] = [1_000_000]): string[] | null {
  const seen: string[] = [];
  const tokens = new JsonTokens({
    open: (kind) => seen.push(kind === "object" ? "{" : "["),
    close: () => seen.push("end"),
    key: (name) => seen.push(`key ${name}`),
    string: (value) => seen.push(`string ${value}`),
    other: (word) => seen.push(word),
  });
  for (let at = 0, nth = 0; at < text.length; nth++) {
    const size = sizes[nth % sizes.length] ?? 1;
    if (tokens.push(text.slice(at, at + size)) !== null) return null;
    at += size;
  }
  return tokens.end() === null ? seen : null;
}

function expected(value: unknown): string[] {
  if (Array.isArray(value)) return ["[", ...value.flatMap(expected), "end"];
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([name, inner]) => [`key ${name}`].concat(expected(inner)));
    return ["{", ...fields.flat(), "end"];
  }
  return [typeof value === "string" ? `string ${value}` : JSON.stringify(value)];
}

test("any JSON, however it is indented and cut, gives its values in order", () => {
  assert(
    property(
      jsonValue(),
      integer({ min: 0, max: 3 }),
      array(integer({ min: 1, max: 9 }), { minLength: 1 }),
      (value, indent, sizes) => {
        // Keys such as "1" and "__proto__" are ordered or lost by JavaScript itself, on both sides alike.
        const text = JSON.stringify(value, null, indent);
        expect(events(text, sizes)).toEqual(expected(JSON.parse(text)));
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});

test("what JSON.parse takes is taken, and pieces change nothing", () => {
  const pieces = constantFrom(
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"a"',
    '"\\u00e9"',
    '"\\x"',
    "1",
    "-",
    "01",
    "1e5",
    "true",
    "nul",
    " ",
    "\n",
  );
  let taken = 0;
  assert(
    property(array(pieces, { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      // One JSON value, or several: the reader takes a value a line, so it may take more than JSON.parse, never less.
      if (valid) {
        taken++;
        expect(events(text)).not.toBeNull();
      }
      expect(events(text, [1])).toEqual(events(text));
    }),
    { seed: 4, numRuns: 20_000 },
  );
  expect(taken).toBeGreaterThan(500);
});

test.each([
  '{"a":1,}',
  "[1,]",
  '{"a" 1}',
  "{1:2}",
  "[1 2]",
  "01",
  "+1",
  "NaN",
  "'a'",
  '"a',
  '"\\x"',
  '"a\nb"',
  "{]",
  "[}",
  "]",
  ":",
  ",",
  "",
  "tru",
])("%j is refused", (text) => {
  expect(events(text)).toBeNull();
});

test("several values, one a line, are taken", () => {
  expect(events('{"a":1}\n{"a":2}\n')).toEqual(["{", "key a", "1", "end", "{", "key a", "2", "end"]);
});
