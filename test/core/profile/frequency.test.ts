import { expect, test } from "vitest";
import { DAY_EVENTS_MAX, FREQUENCY_DAYS_KEPT, VALUE_FIXED_BYTES } from "../../../src/core/limits.ts";
import { DAY_MS, dayOf, FrequencyTable, hashOf, NO_ROW, ringOf } from "../../../src/core/profile/frequency.ts";

const ROOM = 100_000;
const TODAY = 20_000;
const at = (day: number): number => day * 86_400;

function countOn(table: FrequencyTable, value: string, day: number): number | undefined {
  const row = table.rows.get(value);
  return row === undefined ? undefined : table.days[row * FREQUENCY_DAYS_KEPT + ringOf(day)];
}

test("counts a value by day, with its first and last time", () => {
  const table = new FrequencyTable(ROOM);
  table.add("a", TODAY, TODAY, at(TODAY) + 50);
  table.add("a", TODAY, TODAY, at(TODAY) + 10);
  const row = table.add("a", TODAY - 1, TODAY, at(TODAY - 1));
  expect([countOn(table, "a", TODAY), countOn(table, "a", TODAY - 1)]).toEqual([2, 1]);
  expect([table.firstSeconds[row], table.lastSeconds[row]]).toEqual([at(TODAY - 1), at(TODAY) + 50]);
});

test("days beyond those kept are summed, whether they were counted before or come late", () => {
  const [early, late] = [new FrequencyTable(ROOM), new FrequencyTable(ROOM)];
  const old = TODAY - FREQUENCY_DAYS_KEPT;
  early.add("a", old, old, at(old));
  early.advance(old, TODAY);
  early.add("a", TODAY, TODAY, at(TODAY));
  late.add("a", TODAY, TODAY, at(TODAY));
  late.add("a", old, TODAY, at(old));
  for (const table of [early, late]) {
    expect([table.older[0], countOn(table, "a", TODAY)]).toEqual([1, 1]);
    expect(table.firstSeconds[0]).toBe(at(old));
  }
});

test("a leap of years clears every day", () => {
  const table = new FrequencyTable(ROOM);
  for (let day = TODAY - 34; day <= TODAY; day++) table.add("a", day, TODAY, at(day));
  table.advance(TODAY, TODAY + 10_000);
  expect(table.older[0]).toBe(35);
  expect(table.days.every((count) => count === 0)).toBe(true);
});

test("a day's count ends at its bound", () => {
  const table = new FrequencyTable(ROOM);
  for (let event = 0; event < DAY_EVENTS_MAX + 10; event++) table.add("a", TODAY, TODAY, at(TODAY));
  expect(countOn(table, "a", TODAY)).toBe(DAY_EVENTS_MAX);
});

test("where room ends the same values stay in any order", () => {
  const values = Array.from({ length: 60 }, (_, number) => `value-${number}`);
  const tables = [values, values.toReversed(), values.toSorted((a, b) => hashOf(a) - hashOf(b))].map((order) => {
    const table = new FrequencyTable(20 * (VALUE_FIXED_BYTES + 12));
    for (const value of [...order, ...order]) table.add(value, TODAY, TODAY, at(TODAY));
    return table;
  });
  const [kept] = tables.map((table) => [...table.rows.keys()].sort());
  expect(kept?.length).toBeGreaterThan(10);
  for (const table of tables) {
    expect([...table.rows.keys()].sort()).toEqual(kept);
    expect(table.overflow).toEqual(tables[0]?.overflow);
    for (const value of table.rows.keys()) expect(countOn(table, value, TODAY)).toBe(2);
  }
  const [table] = tables;
  const outside = values.find((value) => table?.rows.has(value) === false) ?? "";
  expect(table?.add(outside, TODAY, TODAY, at(TODAY))).toBe(NO_ROW);
  expect(table?.overflow?.wasSeenBefore(hashOf(outside), TODAY + 1)).toBe(true);
  expect(table?.overflow?.wasSeenBefore(hashOf(outside), TODAY)).toBe(false);
});

test("what is taken back is as if it had not been", () => {
  const table = new FrequencyTable(ROOM);
  for (const value of ["a", "b", "a", "c"]) table.add(value, TODAY, TODAY, at(TODAY));
  table.remove("a", TODAY, TODAY);
  table.remove("b", TODAY, TODAY);
  table.remove("never", TODAY, TODAY);
  expect([...table.rows.keys()].sort()).toEqual(["a", "c"]);
  expect([countOn(table, "a", TODAY), countOn(table, "c", TODAY)]).toEqual([1, 1]);
  expect(table.add("b", TODAY, TODAY, at(TODAY))).not.toBe(NO_ROW);
});

test("days are of UTC, before 1970 too", () => {
  expect([dayOf(0), dayOf(DAY_MS - 1), dayOf(-1)]).toEqual([0, 0, -1]);
  expect(ringOf(-1)).toBe(FREQUENCY_DAYS_KEPT - 1);
});
