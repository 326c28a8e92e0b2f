/** Whether enough days of a host are known to call anything unusual. */

import { daysBefore } from "../profile/habits.ts";
import { LEARNING_DAYS } from "./host-thresholds.ts";

/** `days`: those with records. A host is learning until LEARNING_DAYS of them lie before `day`. */
export function isLearned(days: Map<number, number>, day: number): boolean {
  return daysBefore(days, day) >= LEARNING_DAYS;
}

/** Whether any day can be learned, which says at once that of a young host nothing is unusual. */
export function mayBeLearned(days: ReadonlyMap<number, number>): boolean {
  return days.size >= LEARNING_DAYS;
}
