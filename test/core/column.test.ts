import { expect, test } from "vitest";
import { Column, NONE, Table } from "../../src/core/column.ts";

test("equal values have one number, in order of first use", () => {
  const table = new Table<string>();
  expect(["b", "a", "b", "", "__proto__", "a"].map((value) => table.indexOf(value))).toEqual([0, 1, 0, 2, 3, 1]);
  expect(table.values).toEqual(["b", "a", "", "__proto__"]);
});

test("columns share their table, and null is none", () => {
  const table = new Table<string>();
  const [one, other] = [new Column(table), new Column(table)];
  expect([null, "a", "a", null, "b", "a"].map((value) => one.indexOf(value))).toEqual([NONE, 0, 0, NONE, 1, 0]);
  expect(["b", null, "c"].map((value) => other.indexOf(value))).toEqual([1, NONE, 2]);
});

test("objects are the same by reference alone", () => {
  const column = new Column(new Table<object>());
  const [one, other] = [{}, {}];
  expect([one, other, one].map((value) => column.indexOf(value))).toEqual([0, 1, 0]);
});
