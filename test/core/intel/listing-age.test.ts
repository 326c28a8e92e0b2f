/** Goal: a name is known to be listed as long as its list's readings have held it. Method: tables, one reading after another. */

import { expect, test } from "vitest";
import { listedDaysOf, sinceDayOf } from "../../../src/core/intel/listing-age.ts";
import { decodeTables, encodeTables } from "../../../src/core/intel/tables-codec.ts";
import { matchDomain, type ThreatTables, ThreatTablesBuilder } from "../../../src/core/intel/tables.ts";
import { LISTING_AGE_DAYS_MAX, LISTING_AGE_STEP_DAYS } from "../../../src/core/limits.ts";

const KEY = [1, 2] as const;
const START = 20_000;

/** As stored and read back. */
function reading(names: readonly string[], before: ThreatTables | null, today: number): ThreatTables {
  const builder = new ThreatTablesBuilder(KEY);
  for (const name of names) {
    const entry = { kind: "domain", name, scope: "tree" } as const;
    const sinceDay = sinceDayOf(entry, before, today);
    builder.add(entry, {
      list: "l",
      category: "malicious",
      family: null,
      ...(sinceDay === undefined ? {} : { sinceDay }),
    });
  }
  const stored = decodeTables(encodeTables(builder.build()), KEY);
  if (!stored.ok) throw new Error(stored.error);
  return stored.value;
}

const ageOf = (tables: ThreatTables, name: string, today: number): number | null =>
  listedDaysOf(matchDomain(tables, name), today);

test("a name is as old as the readings in a row that held it, and never older than was seen", () => {
  let tables: ThreatTables | null = null;
  for (let day = 0; day <= 400; day += 10) {
    const names = ["always.example", ...(day < 200 ? ["early.example"] : []), ...(day >= 300 ? ["late.example"] : [])];
    tables = reading(names, tables, START + day);
    for (const [name, first] of [
      ["always.example", 0],
      ["late.example", 300],
    ] as const) {
      const age = ageOf(tables, name, START + day);
      if (day < first) expect(age).toBeNull();
      else {
        expect(age).toBeGreaterThanOrEqual(Math.max(0, day - first - LISTING_AGE_STEP_DAYS));
        expect(age).toBeLessThanOrEqual(day - first);
      }
    }
  }
  // Gone and back: listed anew.
  const back = reading(["early.example"], tables, START + 400);
  expect(ageOf(back, "early.example", START + 400)).toBe(0);
});

test("a list of many years has a few dates", () => {
  let tables: ThreatTables | null = null;
  for (let day = 0; day < 3_000; day += 30) {
    tables = reading(
      Array.from({ length: day / 30 + 1 }, (_, at) => `n${at}.example`),
      tables,
      START + day,
    );
  }
  expect(tables?.labels.length).toBeLessThanOrEqual(LISTING_AGE_DAYS_MAX / LISTING_AGE_STEP_DAYS + 1);
  expect(tables && ageOf(tables, "n0.example", START + 2_970)).toBeGreaterThan(
    LISTING_AGE_DAYS_MAX - LISTING_AGE_STEP_DAYS,
  );
});

test("of several lists the one counts that took the name up last; without a date nobody knows", () => {
  const match = { list: "l", category: "malicious", family: null, entry: "a.example" } as const;
  expect(listedDaysOf([{ ...match, sinceDay: 100 }, match, { ...match, sinceDay: 150 }], 200)).toBe(50);
  expect(listedDaysOf([match], 200)).toBeNull();
  expect(listedDaysOf([{ ...match, sinceDay: 210 }], 200)).toBe(0);
});

test("addresses have no age", () => {
  expect(sinceDayOf({ kind: "ipv4", first: 1, last: 1 }, null, START)).toBeUndefined();
});
