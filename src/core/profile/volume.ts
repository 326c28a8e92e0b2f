/** Slow growth of a value's daily events: the last week against what was usual before, so that no ramp becomes the norm unseen. */

import {
  FREQUENCY_DAYS_KEPT,
  VOLUME_EVENTS_MIN,
  VOLUME_GAP_DAYS,
  VOLUME_RATIO_MIN,
  VOLUME_RECENT_DAYS,
  VOLUME_USUAL_DAYS_MIN,
} from "../limits.ts";
import { type FrequencyTable, ringOf, slotBefore } from "./frequency.ts";

/** Events a day: the mean of the last week, and of all days up to a week before it. */
export type Volume = { readonly recent: number; readonly usual: number };

/**
 * Null where growth is not told: too few days or events, or less than VOLUME_RATIO_MIN times the usual. Most of the
 * week's days must be above the usual, so that one busy day is no growth. `ages`: days back that the ring still has.
 */
export function volumeOf(table: FrequencyTable, row: number, day: number, ages: number): Volume | null {
  if (ages < FREQUENCY_DAYS_KEPT - 1) return null;
  const firstDay = Math.floor((table.firstSeconds[row] as number) / 86_400);
  const usualDays = day - VOLUME_RECENT_DAYS - VOLUME_GAP_DAYS - firstDay;
  if (usualDays < VOLUME_USUAL_DAYS_MIN) return null;
  const base = row * FREQUENCY_DAYS_KEPT;
  const recent = sumOf(table, base, day, 1, VOLUME_RECENT_DAYS);
  if (recent < VOLUME_EVENTS_MIN) return null;
  const before = sumOf(table, base, day, VOLUME_RECENT_DAYS + VOLUME_GAP_DAYS + 1, ages);
  const usual = ((table.older[row] as number) + before) / usualDays;
  const mean = recent / VOLUME_RECENT_DAYS;
  if (mean < VOLUME_RATIO_MIN * usual) return null;
  let above = 0;
  for (let age = 1; age <= VOLUME_RECENT_DAYS; age++) {
    if ((table.days[base + ringOf(day - age)] as number) > usual) above++;
  }
  return above * 2 > VOLUME_RECENT_DAYS ? { recent: mean, usual } : null;
}

function sumOf(table: FrequencyTable, base: number, day: number, ageFirst: number, ageLast: number): number {
  let sum = 0;
  for (let age = ageFirst, slot = ringOf(day - ageFirst); age <= ageLast; age++, slot = slotBefore(slot)) {
    sum += table.days[base + slot] as number;
  }
  return sum;
}
