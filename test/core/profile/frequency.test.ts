import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FEATURE_VALUES_MAX, FREQUENCY_DAYS_KEPT, PROFILE_HALF_LIFE_DAYS } from "../../../src/core/limits.ts";
import {
  countOf,
  DAY_MS,
  distinctDaysOf,
  emptyTable,
  type Frequency,
  type FrequencyTable,
  observe,
  weightOf,
} from "../../../src/core/profile/frequency.ts";

function seen(...timesMs: readonly number[]): Frequency {
  const table = emptyTable();
  for (const timeMs of timesMs) observe(table, "x", timeMs);
  return valueOf(table);
}

function valueOf(table: FrequencyTable): Frequency {
  const frequency = table.values.get("x");
  if (!frequency) throw new Error("x was not observed");
  return frequency;
}

test("knows first, last, count and days by event time", () => {
  const frequency = seen(5 * DAY_MS, 3 * DAY_MS + 7, 5 * DAY_MS + 1, 4 * DAY_MS);
  expect(frequency).toMatchObject({ firstMs: 3 * DAY_MS + 7, lastMs: 5 * DAY_MS + 1, olderCount: 0 });
  expect(Object.fromEntries(frequency.days)).toEqual({ 3: 1, 4: 1, 5: 2 });
  expect([countOf(frequency), distinctDaysOf(frequency)]).toEqual([4, 3]);
});

test("keeps the newest days one by one and sums the older", () => {
  const days = FREQUENCY_DAYS_KEPT + 10;
  const frequency = seen(...Array.from({ length: days }, (_, day) => day * DAY_MS));
  expect(frequency.days.size).toBe(FREQUENCY_DAYS_KEPT);
  expect(Math.min(...frequency.days.keys())).toBe(10);
  expect([frequency.olderCount, frequency.firstMs]).toEqual([10, 0]);
  expect(countOf(frequency)).toBe(days);
  expect(distinctDaysOf(frequency)).toBe(FREQUENCY_DAYS_KEPT);
});

test("late events of days long summed count as events, in whatever order all arrive", () => {
  let folded = 0;
  const day = fc.integer({ min: 0, max: FREQUENCY_DAYS_KEPT * 2 });
  const days = fc.array(day, { minLength: 1, maxLength: 150, size: "max" });
  const property = fc.property(days, fc.infiniteStream(fc.nat()), (all, keys) => {
    const shuffled = all.map((value) => ({ value, key: keys.next().value })).sort((one, other) => one.key - other.key);
    const [one, other] = [seen(...all.map((at) => at * DAY_MS)), seen(...shuffled.map(({ value }) => value * DAY_MS))];
    if (one.olderCount > 0) folded++;
    expect({ ...other, days: new Map([...other.days].sort()) }).toEqual({
      ...one,
      days: new Map([...one.days].sort()),
    });
    expect(countOf(one)).toBe(all.length);
    const newest = [...new Set(all)].sort((left, right) => right - left).slice(0, FREQUENCY_DAYS_KEPT);
    expect(new Set(one.days.keys())).toEqual(new Set(newest));
  });
  fc.assert(property, { seed: 11, numRuns: 300 });
  expect(folded, "days were summed").toBeGreaterThan(50);
});

test("holds a bounded number of values and counts what did not fit", () => {
  const table = emptyTable();
  for (let at = 0; at < FEATURE_VALUES_MAX + 5; at++) observe(table, `v${at}`, 0);
  observe(table, "v0", 1);
  expect(table.values.size).toBe(FEATURE_VALUES_MAX);
  expect(table.overflow).toBe(5);
  expect(table.values.get("v0")?.lastMs).toBe(1);
});

test("values named like inherited fields are values", () => {
  const table = emptyTable();
  for (const value of ["__proto__", "constructor", "toString"]) observe(table, value, 0);
  expect([...table.values.keys()]).toEqual(["__proto__", "constructor", "toString"]);
});

test("weighs by age: a half for each half-life, and nothing of the running day", () => {
  const frequency = seen(100 * DAY_MS, (100 - PROFILE_HALF_LIFE_DAYS) * DAY_MS);
  expect(weightOf(frequency, 100)).toBeCloseTo(0.5);
  expect(weightOf(frequency, 100 + PROFILE_HALF_LIFE_DAYS)).toBeCloseTo(0.75);
  expect(weightOf(frequency, 100 - PROFILE_HALF_LIFE_DAYS)).toBe(0);
});
