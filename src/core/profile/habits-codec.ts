/** Habits ↔ rows: a value, then its newest day, then how far each day lies before it and its amount, in turn. */

import type { Habit, HabitTable } from "./habits.ts";

export type PackedHabit = [value: string, ...numbers: number[]];

/** The `valuesMax` of most days, then of the latest; the newest `daysMax` days of each. */
export function packHabits(table: HabitTable, valuesMax: number, daysMax: number): PackedHabit[] {
  const ranked = [...table].map(([value, habit]) => ({ value, habit, last: Math.max(...habit.keys()) }));
  ranked.sort((one, other) => other.habit.size - one.habit.size || other.last - one.last || compare(one, other));
  const kept = ranked.slice(0, valuesMax).sort(compare);
  return kept.map(({ value, habit, last }) => [value, last, ...packDays(habit, last, daysMax)]);
}

function compare(one: { readonly value: string }, other: { readonly value: string }): number {
  return one.value < other.value ? -1 : 1;
}

function packDays(habit: Habit, last: number, daysMax: number): number[] {
  const days = [...habit].sort(([one], [other]) => other - one).slice(0, daysMax);
  return days.flatMap(([day, amount]) => [last - day, Math.round(amount)]);
}

export function unpackHabits(packed: readonly (readonly [string, ...number[]])[]): HabitTable {
  const table: HabitTable = new Map();
  for (const [value, last = 0, ...days] of packed) {
    const habit: Habit = new Map();
    for (let at = 0; at + 1 < days.length; at += 2) habit.set(last - (days[at] as number), days[at + 1] as number);
    table.set(value, habit);
  }
  return table;
}
