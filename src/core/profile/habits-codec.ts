/** Which habits are stored, and how much of each. */

import { type Habit, type HabitTable, mostDaysFirst } from "./habits.ts";
import { sortByKey } from "./rows.ts";

/** The `valuesMax` of most days, then of the latest; the newest `daysMax` days of each. */
export function packHabits(table: HabitTable, valuesMax: number, daysMax: number): Habit[] {
  const kept = [...table.values()];
  if (kept.length > valuesMax) kept.sort(mostDaysFirst).length = valuesMax;
  sortByKey(kept);
  for (let at = 0; at < kept.length; at++) kept[at] = packHabit(kept[at] as Habit, 2 + daysMax * 2);
  return kept;
}

/** A row is copied where something is to be left out or rounded. */
function packHabit(habit: Habit, length: number): Habit {
  if (habit.length <= length && isWhole(habit)) return habit;
  const packed = habit.slice(0, length) as Habit;
  for (let at = 3; at < packed.length; at += 2) packed[at] = Math.round(packed[at] as number);
  return packed;
}

function isWhole(habit: Habit): boolean {
  for (let at = 3; at < habit.length; at += 2) if (!Number.isInteger(habit[at])) return false;
  return true;
}
