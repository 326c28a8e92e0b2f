/** Habits ↔ rows: a value, then its newest day, then how far each day lies before it and its amount, in turn. */

import type { Habit, HabitTable } from "./habits.ts";

export type PackedHabit = [value: string, ...numbers: number[]];

/** The `valuesMax` of most days, then of the latest; the newest `daysMax` days of each. */
export function packHabits(table: HabitTable, valuesMax: number, daysMax: number): PackedHabit[] {
  const all: Ranked[] = [];
  for (const [value, habit] of table) all.push({ value, habit, last: lastOf(habit) });
  return firstOf(all, valuesMax)
    .sort(compare)
    .map((ranked) => packDays(ranked, daysMax));
}

type Ranked = { readonly value: string; readonly habit: Habit; readonly last: number };

function firstOf(all: Ranked[], valuesMax: number): Ranked[] {
  if (all.length <= valuesMax) return all;
  all.sort((one, other) => other.habit.size - one.habit.size || other.last - one.last || compare(one, other));
  return all.slice(0, valuesMax);
}

function lastOf(habit: Habit): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const day of habit.keys()) if (day > last) last = day;
  return last;
}

function compare(one: Ranked, other: Ranked): number {
  return one.value < other.value ? -1 : 1;
}

function packDays({ value, habit, last }: Ranked, daysMax: number): PackedHabit {
  const packed: PackedHabit = [value, last];
  const days = habit.size === 1 ? habit.keys() : [...habit.keys()].sort((one, other) => other - one).slice(0, daysMax);
  for (const day of days) packed.push(last - day, Math.round(habit.get(day) as number));
  return packed;
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
