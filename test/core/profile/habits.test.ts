import * as fc from "fast-check";
import { expect, test } from "vitest";
import { HABIT_DAYS_KEPT, HABIT_VALUE_CHARS_MAX } from "../../../src/core/limits.ts";
import { packHabits } from "../../../src/core/profile/habits-codec.ts";
import { addHabit, amountOn, daysBefore, type HabitTable, isHabit } from "../../../src/core/profile/habits.ts";

const tableOf = (days: readonly number[]): HabitTable => {
  const table: HabitTable = new Map();
  for (const day of days) addHabit(table, "v", day, day, 10);
  return table;
};

test("days in any order make the same row, newest first, with what each had in all", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 20_000, max: 20_030 }), { minLength: 1, maxLength: 60 }), (days) => {
      const table = tableOf(days);
      const newest = Math.max(...days);
      const each = [...new Set(days)].toSorted((one, other) => other - one);
      const expected = each.flatMap((day) => [newest - day, day * days.filter((one) => one === day).length]);
      expect([...table.values()]).toEqual([["v", newest, ...expected]]);
      for (const day of each)
        expect(amountOn(table.get("v"), day)).toBe(day * days.filter((one) => one === day).length);
      expect(daysBefore(table.get("v"), newest)).toBe(each.length - 1);
    }),
    { seed: 5 },
  );
});

test("the newest days stay, whichever came last", () => {
  const days = Array.from({ length: HABIT_DAYS_KEPT + 5 }, (_, at) => 20_000 + at);
  for (const order of [days, days.toReversed()]) {
    const table = tableOf(order);
    expect(amountOn(table.get("v"), 20_005)).toBe(20_005);
    expect(amountOn(table.get("v"), 20_004)).toBe(0);
  }
});

test("a row is rounded and cut where it is stored, and the profile goes on as it was", () => {
  const table = tableOf([20_000, 20_001]);
  addHabit(table, "v", 20_000, 0.4, 10);
  expect(packHabits(table, 10, 2)).toEqual([["v", 20_001, 0, 20_001, 1, 20_000]]);
  expect(packHabits(table, 10, 1)).toEqual([["v", 20_001, 0, 20_001]]);
  expect(amountOn(table.get("v"), 20_000)).toBe(20_000.4);
});

test("a value too long is known by its beginning", () => {
  const table: HabitTable = new Map();
  addHabit(table, "x".repeat(HABIT_VALUE_CHARS_MAX + 9), 20_000, 1, 10);
  expect(isHabit(table, "x".repeat(HABIT_VALUE_CHARS_MAX + 1), 20_001)).toBe(true);
});
