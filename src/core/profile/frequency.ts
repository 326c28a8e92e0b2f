/** How often a value was seen, by day of event time: exact, and the same in whatever order the events arrive. */

import { FEATURE_VALUES_MAX, FREQUENCY_DAYS_KEPT, PROFILE_HALF_LIFE_DAYS } from "../limits.ts";

export const DAY_MS = 86_400_000;

/** One value of a feature. Plain data, changed in place. */
export type Frequency = {
  /** Event times, ms. */
  firstMs: number;
  lastMs: number;
  /** Day number since the epoch → events that day; the newest FREQUENCY_DAYS_KEPT days. */
  readonly days: Map<number, number>;
  /** Events before those. */
  olderCount: number;
  /** Days among those that the codec gave up for room. */
  olderDays: number;
};

/** The values of one feature. `overflow` counts events whose value no longer fitted. */
export type FrequencyTable = { readonly values: Map<string, Frequency>; overflow: number };

export function emptyTable(): FrequencyTable {
  return { values: new Map(), overflow: 0 };
}

export function observe(table: FrequencyTable, value: string, timeMs: number): void {
  let frequency = table.values.get(value);
  if (!frequency) {
    if (table.values.size >= FEATURE_VALUES_MAX) {
      table.overflow++;
      return;
    }
    frequency = { firstMs: timeMs, lastMs: timeMs, days: new Map(), olderCount: 0, olderDays: 0 };
    table.values.set(value, frequency);
  }
  const day = Math.floor(timeMs / DAY_MS);
  frequency.days.set(day, (frequency.days.get(day) ?? 0) + 1);
  if (timeMs < frequency.firstMs) frequency.firstMs = timeMs;
  if (timeMs > frequency.lastMs) frequency.lastMs = timeMs;
  if (frequency.days.size > FREQUENCY_DAYS_KEPT) foldOldest(frequency);
}

/** Only events are carried over: days counted here would count again with each late event, and so by order of arrival. */
function foldOldest(frequency: Frequency): void {
  let oldest = Number.POSITIVE_INFINITY;
  for (const day of frequency.days.keys()) if (day < oldest) oldest = day;
  frequency.olderCount += frequency.days.get(oldest) ?? 0;
  frequency.days.delete(oldest);
}

export function countOf(frequency: Frequency): number {
  let count = frequency.olderCount;
  for (const events of frequency.days.values()) count += events;
  return count;
}

/** Days on which the value was seen; FREQUENCY_DAYS_KEPT stands for that many and more. */
export function distinctDaysOf(frequency: Frequency): number {
  return frequency.olderDays + frequency.days.size;
}

/**
 * Events weighed by age: one of PROFILE_HALF_LIFE_DAYS before `untilDay` counts a half. Days before `untilDay` only,
 * so that a running day does not judge itself. Events older than the days kept count nothing.
 */
export function weightOf(frequency: Frequency, untilDay: number): number {
  let weight = 0;
  for (const [day, events] of frequency.days) {
    if (day < untilDay) weight += events * 2 ** ((day - untilDay) / PROFILE_HALF_LIFE_DAYS);
  }
  return weight;
}
