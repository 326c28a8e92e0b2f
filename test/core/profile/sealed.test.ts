import { expect, test } from "vitest";
import { DAY_WEIGHT_MAX, PROFILE_HALF_LIFE_DAYS, SEAL_GRACE_MS } from "../../../src/core/limits.ts";
import { DAY_MS, FrequencyTable } from "../../../src/core/profile/frequency.ts";
import { classOf, probability, sealDayOf, sealedOf, sealedTable } from "../../../src/core/profile/sealed.ts";

const TODAY = 20_000;

function tableOf(days: readonly number[], newestDay = TODAY): FrequencyTable {
  const table = new FrequencyTable(100_000);
  for (const day of days) table.add("a", day, newestDay, day * 86_400 + 7);
  return table;
}

function sealed(table: FrequencyTable, day: number, firstDay = TODAY - 40, newestDay = TODAY) {
  const all = sealedTable(table, day, { firstDay, newestDay });
  return sealedOf(table, all, table.rows.get("a") ?? -1, "a");
}

test("a day is sealed once late files had their time", () => {
  expect(sealDayOf(TODAY * DAY_MS + SEAL_GRACE_MS)).toBe(TODAY);
  expect(sealDayOf(TODAY * DAY_MS + SEAL_GRACE_MS - 1)).toBe(TODAY - 1);
});

test("the running day says nothing, and later days neither", () => {
  const table = tableOf([TODAY, TODAY + 1], TODAY + 1);
  expect(sealed(table, TODAY, TODAY - 40, TODAY + 1).class).toBe("UNSEEN");
  expect(sealed(table, TODAY + 1, TODAY - 40, TODAY + 1)).toMatchObject({ class: "RARE", days: 1, events: 1 });
});

test("a day that comes late changes what was sealed", () => {
  const table = tableOf([TODAY - 3]);
  expect(sealed(table, TODAY)).toMatchObject({ days: 1, events: 1 });
  table.add("a", TODAY - 2, TODAY, (TODAY - 2) * 86_400);
  expect(sealed(table, TODAY)).toMatchObject({ days: 2, events: 2, class: "INFREQUENT" });
});

test("days out of the ring are not read as newer ones", () => {
  const table = tableOf([TODAY - 30, TODAY]);
  // Judged late: 30 days before today, days before that are gone.
  expect(sealed(table, TODAY - 29)).toMatchObject({ days: 1, events: 1 });
  expect(sealed(table, TODAY - 30).class).toBe("UNSEEN");
});

test.each([
  [5, 35, "FREQUENT"],
  [4, 35, "INFREQUENT"],
  [2, 35, "INFREQUENT"],
  [1, 35, "RARE"],
  [0, 35, "RARE"],
  [2, 14, "FREQUENT"],
  [1, 14, "RARE"],
  [2, 7, "FREQUENT"],
  [1, 2, "RARE"],
])("%d days of %d are %s", (days, observed, name) => {
  expect(classOf(days, observed)).toBe(name);
});

test("weights decay by half in a half-life, and a flood of a day weighs no more than its bound", () => {
  const recent = sealed(tableOf([TODAY - 1]), TODAY);
  const old = sealed(tableOf([TODAY - 1 - PROFILE_HALF_LIFE_DAYS]), TODAY);
  expect(old.weight / recent.weight).toBeCloseTo(0.5);
  const flood = sealed(tableOf(Array.from({ length: 1_000 }, () => TODAY - 1)), TODAY);
  expect([flood.weight, flood.events]).toEqual([DAY_WEIGHT_MAX, 1_000]);
});

test("a table that often has new values is less surprised by one", () => {
  const few = probability({ weight: 100, distinct: 3 }, 0, 0.01);
  const many = probability({ weight: 100, distinct: 40 }, 0, 0.01);
  expect(many).toBeGreaterThan(few * 5);
  expect(probability({ weight: 0, distinct: 0 }, 0, 0.01), "without events, the level above").toBeCloseTo(0.01);
  expect(probability({ weight: 100, distinct: 3 }, 50, 0.01)).toBeCloseTo(50.03 / 103);
});

test("growth over weeks is told, one busy day and a steady value are not", () => {
  const usual = Array.from({ length: 28 }, (_, age) => TODAY - 35 + age);
  const ofDays = (counts: readonly number[]): number[] =>
    counts.flatMap((count, age) => Array.from({ length: count }, () => TODAY - 1 - age));
  const steady = usual.flatMap((day) => Array.from({ length: 10 }, () => day));
  expect(sealed(tableOf([...steady, ...ofDays([10, 10, 10, 10, 10, 10, 10])]), TODAY).volume).toBeNull();
  expect(sealed(tableOf([...steady, ...ofDays([150, 0, 0, 0, 0, 0, 0])]), TODAY).volume).toBeNull();
  expect(sealed(tableOf([...steady, ...ofDays([22, 21, 22, 21, 22, 21, 22])]), TODAY).volume).toMatchObject({
    usual: 10,
    recent: 151 / 7,
  });
});
