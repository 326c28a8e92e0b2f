import { expect, test } from "vitest";
import type { Json } from "../../../../src/core/json.ts";
import { parseRun } from "../../../../src/core/sources/cloudtrail/parse-run.ts";
import { encodeUtf8 } from "../../../../src/core/text.ts";

/** Offsets of each `<…>` in the text, the marks left out. */
function run(marked: string): { values: [Json, number][]; rejects: string[] } {
  const offsets: number[] = [];
  let text = "";
  for (const char of marked) {
    if (char === "<" || char === ">") offsets.push(encodeUtf8(text).length);
    else text += char;
  }
  const values: [Json, number][] = [];
  const rejects: string[] = [];
  parseRun(
    { bytes: encodeUtf8(text), offsets },
    (value, bytes) => values.push([value, bytes]),
    (reason) => rejects.push(reason),
  );
  return { values, rejects };
}

test.each([
  ["one record", 'x<{"a":1}>y', [[{ a: 1 }, 7]]],
  [
    "several, parsed at once",
    '<{"a":1}>,\n <{"é":"💥"}> , <{}>',
    [
      [{ a: 1 }, 7],
      [{ é: "💥" }, 13],
      [{}, 2],
    ],
  ],
  [
    "records without a comma, one by one",
    '<{"a":1}><{"b":2}>',
    [
      [{ a: 1 }, 7],
      [{ b: 2 }, 7],
    ],
  ],
] as const)("gives each record with its length in bytes: %s", (_claim, marked, values) => {
  expect(run(marked)).toEqual({ values, rejects: [] });
});

test("a record that is not JSON is refused alone", () => {
  expect(run('<{"a":1}>,<{"b":nul}>,<{"c":3}>')).toEqual({
    values: [
      [{ a: 1 }, 7],
      [{ c: 3 }, 7],
    ],
    rejects: ["record is not valid JSON"],
  });
  expect(run("<{oops}>")).toEqual({ values: [], rejects: ["record is not valid JSON"] });
});

test("a key named __proto__ is a key: no prototype changes", () => {
  const [[value] = [null]] = run('<{"__proto__":{"eventName":"x"}}>').values;
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(Object.hasOwn(value as object, "__proto__")).toBe(true);
});
