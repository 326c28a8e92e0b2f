/** Whether enough days of a host are known to call anything unusual. */

import { HABIT_DAYS_KEPT } from "../limits.ts";
import { LEARNING_DAYS } from "./host-thresholds.ts";

/** `days`: those with records. A host is learning until LEARNING_DAYS of them lie before `day`. */
export function isLearned(days: ReadonlyMap<number, number>, day: number): boolean {
  return daysKnown(days, day) >= LEARNING_DAYS;
}

/** Whether any day can be learned, which says at once that of a young host nothing is unusual. */
export function mayBeLearned(days: ReadonlyMap<number, number>): boolean {
  return days.size >= LEARNING_DAYS;
}

/** Days with records before `day` that the profile still knows. */
export function daysKnown(days: ReadonlyMap<number, number>, day: number): number {
  let known = 0;
  for (const one of days.keys()) if (one < day && one >= day - HABIT_DAYS_KEPT) known++;
  return known;
}
