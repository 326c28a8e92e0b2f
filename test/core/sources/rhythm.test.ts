import { expect, test } from "vitest";
import { RHYTHM_GAPS_MIN, SILENCE_MS_MIN } from "../../../src/core/limits.ts";
import { silenceOf } from "../../../src/core/sources/rhythm.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const START = Date.UTC(2026, 10, 2);

function every(minutes: number, count: number, fromMs = START): number[] {
  return Array.from({ length: count }, (_, at) => fromMs + at * minutes * MINUTE_MS);
}

/** Objects every ten minutes from 8 to 18 o'clock on weekdays. 2 November 2026 is a Monday. */
function officeHours(days: number): number[] {
  return Array.from({ length: days }, (_, day) => day)
    .filter((day) => day % 7 < 5)
    .flatMap((day) => every(10, 60, START + day * DAY_MS + 8 * HOUR_MS));
}

test("a steady stream is silent after 90 minutes, and not before", () => {
  const times = every(5, 100);
  const last = times.at(-1) ?? 0;
  expect(silenceOf(times, last + SILENCE_MS_MIN)).toBeNull();
  expect(silenceOf(times, last + SILENCE_MS_MIN + 1)).toEqual({
    sinceMs: last,
    medianGapMs: 5 * MINUTE_MS,
    allowedMs: SILENCE_MS_MIN,
  });
});

test("a slow stream is given three of its own gaps", () => {
  const times = every(60, 100);
  const last = times.at(-1) ?? 0;
  expect(silenceOf(times, last + 3 * HOUR_MS)).toBeNull();
  expect(silenceOf(times, last + 3 * HOUR_MS + 1)).not.toBeNull();
});

test("nights that came twice and a weekend that came once are a rhythm; a working day without logs is silence", () => {
  const times = officeHours(14);
  const fridayEvening = START + 11 * DAY_MS + 18 * HOUR_MS;
  for (let hours = 0; hours < 62; hours++) {
    expect(silenceOf(officeHours(12), fridayEvening + hours * HOUR_MS), `${hours} hours`).toBeNull();
  }
  expect(silenceOf(times, fridayEvening + 5 * DAY_MS)).not.toBeNull();
  const thursdayEvening = START + 10 * DAY_MS + 18 * HOUR_MS;
  expect(silenceOf(officeHours(11), thursdayEvening + 22 * HOUR_MS)).not.toBeNull();
});

test("one outage does not make the next one normal", () => {
  const times = [...every(5, 100), ...every(5, 100, START + 3 * DAY_MS)];
  expect(silenceOf(times, (times.at(-1) ?? 0) + 2 * HOUR_MS)).not.toBeNull();
});

test("too few arrivals are no rhythm, and files of one delivery are one arrival", () => {
  expect(silenceOf([], START)).toBeNull();
  expect(silenceOf(every(5, RHYTHM_GAPS_MIN), START + 9 * DAY_MS)).toBeNull();
  expect(silenceOf(every(5, RHYTHM_GAPS_MIN + 1), START + 9 * DAY_MS)).not.toBeNull();
  const bursts = every(5, 10).flatMap((time) => [time, time + 1, time + 2, time + 3]);
  expect(silenceOf(bursts, START + 9 * DAY_MS)).toBeNull();
});

test("the order in which arrivals are told does not matter", () => {
  const times = officeHours(9);
  const now = START + 12 * DAY_MS;
  expect(silenceOf([...times].reverse(), now)).toEqual(silenceOf(times, now));
});
