/** What a host does day by day: value → day of event time → amount. The same in whatever order the records arrive. */

import { HABIT_DAYS_KEPT, HABIT_VALUE_CHARS_MAX, PROFILE_HALF_LIFE_DAYS } from "../limits.ts";
import { DAY_MS } from "./frequency.ts";

/** Day number since the epoch → amount: connections, queries or bytes, as the table says. */
export type Habit = Map<number, number>;
export type HabitTable = Map<string, Habit>;

export function dayOf(timeMs: number): number {
  return Math.floor(timeMs / DAY_MS);
}

/** The days that a summed record lies in, at most HABIT_DAYS_KEPT of them: a log of many days may be one file. */
export function daysOf(firstMs: number, lastMs: number): readonly number[] {
  const last = dayOf(lastMs);
  if (dayOf(firstMs) === last) return [last];
  const first = Math.max(dayOf(firstMs), last - HABIT_DAYS_KEPT + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** `valuesMax`: twice as many are held until the next trim, so that a scan of a batch costs no search for each value. */
export function addHabit(table: HabitTable, value: string, day: number, amount: number, valuesMax: number): void {
  const key = value.slice(0, HABIT_VALUE_CHARS_MAX);
  let habit = table.get(key);
  if (!habit) {
    if (table.size >= valuesMax * 2) trimHabits(table, valuesMax);
    habit = new Map();
    table.set(key, habit);
  }
  habit.set(day, (habit.get(day) ?? 0) + amount);
  if (habit.size > HABIT_DAYS_KEPT) habit.delete(Math.min(...habit.keys()));
}

/** A summed record counts on each of the days that it lies in. */
export function addHabitOverDays(
  table: HabitTable,
  value: string,
  { firstMs, lastMs }: { readonly firstMs: number; readonly lastMs: number },
  amount: number,
  valuesMax: number,
): void {
  const last = dayOf(lastMs);
  if (dayOf(firstMs) === last) return addHabit(table, value, last, amount, valuesMax);
  const days = daysOf(firstMs, lastMs);
  for (const day of days) addHabit(table, value, day, amount / days.length, valuesMax);
}

/** Keeps what was seen on most days, then what was seen last: a scan of a thousand ports drives no habit out. */
export function trimHabits(table: HabitTable, valuesMax: number): void {
  if (table.size <= valuesMax) return;
  const ranked = [...table].map(([value, habit]) => ({ value, days: habit.size, last: Math.max(...habit.keys()) }));
  ranked.sort((one, other) => other.days - one.days || other.last - one.last || (one.value < other.value ? -1 : 1));
  for (const { value } of ranked.slice(valuesMax)) table.delete(value);
}

/** Days before `day` of which the profile still knows, on which the value was seen. */
export function daysBefore(habit: Habit | undefined, day: number): number {
  let days = 0;
  for (const known of habit?.keys() ?? []) if (known < day && known >= day - HABIT_DAYS_KEPT) days++;
  return days;
}

export function isHabit(table: HabitTable, value: string, day: number): boolean {
  return daysBefore(table.get(value.slice(0, HABIT_VALUE_CHARS_MAX)), day) > 0;
}

/** The largest amount of a day before `day`, each halved with every PROFILE_HALF_LIFE_DAYS that it lies back. */
export function peakBefore(habit: Habit | undefined, day: number): number {
  let peak = 0;
  for (const [known, amount] of habit ?? []) {
    if (known < day) peak = Math.max(peak, amount * 2 ** ((known - day + 1) / PROFILE_HALF_LIFE_DAYS));
  }
  return peak;
}

/** Days before `day`, the first of them aside, on which some value came for the first time: how changeable the habit is. */
export function daysOfNews(table: HabitTable, day: number): number {
  const firsts = new Set<number>();
  let first = Number.POSITIVE_INFINITY;
  for (const habit of table.values()) {
    const began = Math.min(...habit.keys());
    if (began < day) firsts.add(began);
    first = Math.min(first, began);
  }
  firsts.delete(first);
  return firsts.size;
}
