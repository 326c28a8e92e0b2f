/** What the sealed days of a table say of each value: its class, its weight, its probability. The running day says nothing. */

import { invariant } from "../invariant.ts";
import {
  DAY_WEIGHT_MAX,
  FREQUENCY_DAYS_KEPT,
  NOVELTY_MAX,
  NOVELTY_MIN,
  PROFILE_HALF_LIFE_DAYS,
  SEAL_GRACE_MS,
} from "../limits.ts";
import { DAY_MS, type FrequencyTable, hashOf, NO_ROW, ringOf, slotBefore } from "./frequency.ts";
import { type Volume, volumeOf } from "./volume.ts";

/** GuardDuty's words (`profileSubtype`): daily to weekly, a few times a month, less than once a month, never. */
export const CLASSES = ["FREQUENT", "INFREQUENT", "RARE", "UNSEEN"] as const;
export type FrequencyClass = (typeof CLASSES)[number];

export type SealedValue = {
  readonly class: FrequencyClass;
  /** Distinct days among the newest FREQUENCY_DAYS_KEPT sealed ones. */
  readonly days: number;
  readonly events: number;
  /** Decayed and capped by day: what probabilities are made of. */
  readonly weight: number;
  /** Event times in seconds; 0 where unseen. The last may be of the running day. */
  readonly firstSeconds: number;
  readonly lastSeconds: number;
  readonly volume: Volume | null;
  /** Known from the overflow alone: seen, numbers lost. */
  readonly overflowed: boolean;
};

/** `weight`: of all values together. `distinct`: values seen in sealed days. */
export type SealedTable = {
  readonly day: number;
  readonly values: readonly SealedValue[];
  readonly weight: number;
  readonly distinct: number;
  /** First day on which the feature was known at all. */
  readonly firstDay: number;
};

export const UNSEEN: SealedValue = {
  class: "UNSEEN",
  days: 0,
  events: 0,
  weight: 0,
  firstSeconds: 0,
  lastSeconds: 0,
  volume: null,
  overflowed: false,
};
const OVERFLOWED: SealedValue = { ...UNSEEN, class: "RARE", overflowed: true };

/** Days before this one are sealed for an event of `timeMs`: late files have SEAL_GRACE_MS to arrive. */
export function sealDayOf(timeMs: number): number {
  return Math.floor((timeMs - SEAL_GRACE_MS) / DAY_MS);
}

/** Of a profile: its first day, from which rates are reckoned, and its newest. */
export type Clock = { firstDay: number; newestDay: number };

/** Remembered by the table until its sealed days change. */
export function sealedTable(table: FrequencyTable, day: number, clock: Clock): SealedTable {
  if (table.sealed !== null && table.sealed.day === day) return table.sealed;
  const observedDays = Math.min(FREQUENCY_DAYS_KEPT, Math.max(1, day - clock.firstDay));
  // The ring's slots of days before these hold newer ones.
  const ages = Math.min(FREQUENCY_DAYS_KEPT, day - clock.newestDay + FREQUENCY_DAYS_KEPT - 1);
  invariant(day <= clock.newestDay + 1, "days to come are not judged against");
  const values: SealedValue[] = [];
  let weight = 0;
  let distinct = 0;
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row < table.values.length; row++) {
    const value = sealedValue(table, row, day, ages, observedDays);
    values.push(value);
    weight += value.weight;
    if (value.class !== "UNSEEN") distinct++;
    first = Math.min(first, Math.floor((table.firstSeconds[row] as number) / 86_400));
  }
  table.sealed = { day, values, weight, distinct, firstDay: first };
  return table.sealed;
}

/** `row`: as `add` gave it. Values that came after the table was sealed are UNSEEN. */
export function sealedOf(table: FrequencyTable, sealed: SealedTable, row: number, value: string): SealedValue {
  if (row !== NO_ROW) return sealed.values[row] ?? UNSEEN;
  return table.overflow?.wasSeenBefore(hashOf(value), sealed.day) === true ? OVERFLOWED : UNSEEN;
}

function sealedValue(table: FrequencyTable, row: number, day: number, ages: number, observedDays: number): SealedValue {
  let days = 0;
  let events = table.older[row] as number;
  let weight = 0;
  const base = row * FREQUENCY_DAYS_KEPT;
  for (let age = 1, slot = ringOf(day - 1); age <= ages; age++, slot = slotBefore(slot)) {
    const count = table.days[base + slot] as number;
    if (count === 0) continue;
    days++;
    events += count;
    weight += Math.min(count, DAY_WEIGHT_MAX) * (DECAY[age] as number);
  }
  if (events === 0) return UNSEEN;
  const [firstSeconds, lastSeconds] = [table.firstSeconds[row] as number, table.lastSeconds[row] as number];
  const volume = volumeOf(table, row, day, ages);
  return {
    class: classOf(days, observedDays),
    days,
    events,
    weight,
    firstSeconds,
    lastSeconds,
    volume,
    overflowed: false,
  };
}

const DECAY = Array.from({ length: FREQUENCY_DAYS_KEPT + 1 }, (_, age) => 2 ** (-(age - 1) / PROFILE_HALF_LIFE_DAYS));

/** A profile younger than this cannot tell weekly from once. */
const OBSERVED_DAYS_MIN = 14;

/**
 * Weekly or more often: FREQUENT. Twice and more in five weeks: INFREQUENT. Once, or only before: RARE.
 * Source: AWS GuardDuty User Guide, "AnomalousBehavior": daily to weekly, a few times a month, less than once a month.
 */
export function classOf(days: number, observedDays: number): FrequencyClass {
  if (days * 7 >= Math.max(OBSERVED_DAYS_MIN, observedDays)) return "FREQUENT";
  return days >= 2 ? "INFREQUENT" : "RARE";
}

/**
 * Probability of a value given that of the level above: Witten–Bell back-off, in which a table that often has new values
 * is less surprised by one. Source: Bell, Witten and Cleary, "Modeling for text compression" (1989), method C.
 */
export function probability(sealed: Pick<SealedTable, "weight" | "distinct">, weight: number, above: number): number {
  const novelty = Math.min(NOVELTY_MAX, Math.max(NOVELTY_MIN, sealed.distinct));
  return (weight + novelty * above) / (sealed.weight + novelty);
}
