import { expect, test } from "vitest";
import { hourSurprise } from "../../../src/core/behaviour/hour.ts";
import { HOUR_DAYS_MIN } from "../../../src/core/limits.ts";
import { emptyProfile, fold, type Profile } from "../../../src/core/profile/profile.ts";
import { apiCall } from "../detect/api-call.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A Monday. */
const MONDAY = Date.UTC(2026, 2, 2) / DAY_MS;

/** At work at `hours` on each of the days. */
function workedOn(days: readonly number[], hours: readonly number[]): Profile {
  const profile = emptyProfile(["x"]);
  for (const day of days) {
    for (const hour of hours) fold(profile, apiCall({ timeMs: (MONDAY + day) * DAY_MS + hour * HOUR_MS }));
  }
  return profile;
}

const weekdays = (count: number): number[] =>
  Array.from({ length: count * 2 }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .slice(0, count);

/** Of an hour on the Monday after four weeks. */
function surpriseAt(profile: Profile, hour: number, day = 28): number {
  return hourSurprise(profile, (MONDAY + day) * DAY_MS + hour * HOUR_MS, MONDAY + day);
}

const OFFICE = workedOn([...weekdays(20), 28], [9, 10, 16]);

test.each([
  ["the usual hour", 9, 0],
  ["an hour before it", 8, 0],
  ["an hour behind it", 17, 0],
  ["two hours behind it", 18, Math.log2(21)],
  ["the middle of the night", 3, Math.log2(21)],
])("%s", (_what, hour, bits) => {
  expect(surpriseAt(OFFICE, hour)).toBeCloseTo(bits, 10);
});

test("who works at all hours surprises at none", () => {
  const always = workedOn(
    [...weekdays(20), 28],
    Array.from({ length: 24 }, (_, hour) => hour),
  );
  for (let hour = 0; hour < 24; hour++) expect(surpriseAt(always, hour)).toBe(0);
});

test("hours do not go round midnight: the neighbours are of the same day", () => {
  const late = workedOn([...weekdays(20), 28], [23]);
  expect(surpriseAt(late, 22)).toBe(0);
  expect(surpriseAt(late, 0)).toBeCloseTo(Math.log2(21), 10);
});

test("too few days of work tell nothing, and weekends tell nothing of weekdays", () => {
  expect(surpriseAt(workedOn([...weekdays(HOUR_DAYS_MIN - 1), 28], [9]), 3)).toBe(0);
  expect(surpriseAt(workedOn([...weekdays(HOUR_DAYS_MIN), 28], [9]), 3)).toBeGreaterThan(0);
  expect(surpriseAt(OFFICE, 3, 26), "a Saturday").toBe(0);
});

test("the running day does not count", () => {
  const today = workedOn([...weekdays(20), 28], [9]);
  fold(today, apiCall({ timeMs: (MONDAY + 28) * DAY_MS + 3 * HOUR_MS }));
  expect(surpriseAt(today, 3)).toBeCloseTo(Math.log2(21), 10);
});
