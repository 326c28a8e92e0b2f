/** Whether a principal works at this hour: by the days of five weeks on which it did. */

import { FREQUENCY_DAYS_KEPT, HOUR_DAYS_MIN } from "../limits.ts";
import { DAY_MS, ringOf } from "../profile/frequency.ts";
import type { Profile } from "../profile/profile.ts";

const HOUR_MS = 3_600_000;
/** 1970-01-01 was a Thursday: day numbers of 2 and 3 modulo 7 are Saturdays and Sundays. */
const isWeekend = (day: number): boolean => [2, 3].includes(((day % 7) + 7) % 7);

/**
 * Bits: -log2 of the share of its days, of the same half of the week, on which it was at work within an hour of this
 * one; 0 with fewer than HOUR_DAYS_MIN days to tell from. Hours are UTC.
 */
export function hourSurprise({ hours, clock }: Profile, timeMs: number, day: number): number {
  const today = Math.floor(timeMs / DAY_MS);
  const hour = Math.floor((timeMs - today * DAY_MS) / HOUR_MS);
  let active = 0;
  let near = 0;
  for (let past = day - 1; past > clock.newestDay - FREQUENCY_DAYS_KEPT; past--) {
    const worked = hours[ringOf(past)] as number;
    if (worked === 0 || isWeekend(past) !== isWeekend(today)) continue;
    active++;
    if ((worked & nearby(hour)) !== 0) near++;
  }
  return active < HOUR_DAYS_MIN ? 0 : Math.log2((active + 1) / (near + 1));
}

/** The hour and its neighbours on the same day. */
function nearby(hour: number): number {
  return (1 << hour) | (hour > 0 ? 1 << (hour - 1) : 0) | (hour < 23 ? 1 << (hour + 1) : 0);
}
