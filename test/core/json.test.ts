import { expect, test } from "vitest";
import {
  arrayField,
  booleanField,
  field,
  isObject,
  numberField,
  objectField,
  stringField,
} from "../../src/core/json.ts";
import type { Json, JsonObject } from "../../src/core/json.ts";

const of = (value: Json | undefined): JsonObject => ({ name: value });

test("an object is no list and not null", () => {
  expect([{}, { a: 1 }].map(isObject)).toEqual([true, true]);
  expect([null, [], "x", 5, true, undefined].map(isObject)).toEqual([false, false, false, false, false, false]);
});

test("only own fields are there", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    expect(field({}, name)).toBeUndefined();
    expect(stringField({}, name)).toBeNull();
    expect(objectField({}, name)).toBeNull();
  }
  const own = JSON.parse('{"__proto__":{"a":1},"constructor":"x"}') as JsonObject;
  expect(objectField(own, "__proto__")).toEqual({ a: 1 });
  expect(stringField(own, "constructor")).toBe("x");
  expect([null, undefined].map((object) => field(object, "a"))).toEqual([undefined, undefined]);
});

test.each<[string, (object: JsonObject, name: string) => unknown, [Json | undefined, unknown][]]>([
  [
    "text that is not empty",
    stringField,
    [
      ["x", "x"],
      ["", null],
      [5, null],
      [null, null],
      [["x"], null],
      [undefined, null],
    ],
  ],
  [
    "an object",
    objectField,
    [
      [{ a: 1 }, { a: 1 }],
      [[], null],
      ["x", null],
      [null, null],
    ],
  ],
  [
    "a list, else an empty one",
    arrayField,
    [
      [[1], [1]],
      [{}, []],
      ["x", []],
      [undefined, []],
    ],
  ],
  [
    "true and false, or their names",
    booleanField,
    [
      [true, true],
      [false, false],
      ["true", true],
      ["True", true],
      ["false", false],
      ["False", false],
      ["TRUE", null],
      ["", null],
      [1, null],
      [null, null],
    ],
  ],
  [
    "a number, or its digits",
    numberField,
    [
      [5, 5],
      [-2.5, -2.5],
      ["14", 14],
      ["1e3", null],
      ["-1", null],
      ["", null],
      [" 1", null],
      ["1234567890123456", null],
      [JSON.parse("1e400") as Json, null],
      [true, null],
    ],
  ],
])("reads %s", (_claim, read, cases) => {
  for (const [value, expected] of cases) expect(read(of(value), "name"), JSON.stringify(value)).toEqual(expected);
});
