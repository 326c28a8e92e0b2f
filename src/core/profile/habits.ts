/** What a host does day by day: value → day of event time → amount. The same in whatever order the records arrive. */

import { HABIT_DAYS_KEPT, HABIT_VALUE_CHARS_MAX, PROFILE_HALF_LIFE_DAYS } from "../limits.ts";
import { DAY_MS } from "./frequency.ts";
import type { Row } from "./rows.ts";

/**
 * A value, its newest day since the epoch, then of each day, newest first, how far it lies before that one and its amount:
 * connections, queries or bytes, as the table says. Has one day at least.
 */
export type Habit = Row;
export type HabitTable = Map<string, Habit>;

/** Place of the first day's age; its amount is behind it. */
const DAYS_AT = 2;

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

export function habitKey(value: string): string {
  return value.length > HABIT_VALUE_CHARS_MAX ? value.slice(0, HABIT_VALUE_CHARS_MAX) : value;
}

/** `valuesMax`: twice as many are held until the next trim, so that a scan of a batch costs no search for each value. */
export function addHabit(table: HabitTable, value: string, day: number, amount: number, valuesMax: number): void {
  const key = habitKey(value);
  const habit = table.get(key);
  if (habit) return addToDay(habit, day, amount);
  if (table.size >= valuesMax * 2) trimHabits(table, valuesMax);
  table.set(key, [key, day, 0, amount]);
}

function addToDay(habit: Habit, day: number, amount: number): void {
  const age = newestOf(habit) - day;
  if (age < 0) {
    for (let at = DAYS_AT; at < habit.length; at += 2) habit[at] = (habit[at] as number) - age;
    habit[1] = day;
    habit.splice(DAYS_AT, 0, 0, amount);
  } else {
    let at = DAYS_AT;
    while (at < habit.length && (habit[at] as number) < age) at += 2;
    if (habit[at] === age) habit[at + 1] = (habit[at + 1] as number) + amount;
    else habit.splice(at, 0, age, amount);
  }
  if (habit.length > DAYS_AT + 2 * HABIT_DAYS_KEPT) habit.length = DAYS_AT + 2 * HABIT_DAYS_KEPT;
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
  for (const [value] of [...table.values()].sort(mostDaysFirst).slice(valuesMax)) table.delete(value);
}

/** Of most days, then of the latest, then by value. */
export function mostDaysFirst(one: Habit, other: Habit): number {
  return other.length - one.length || newestOf(other) - newestOf(one) || (one[0] < other[0] ? -1 : 1);
}

function newestOf(habit: Habit): number {
  return habit[1] as number;
}

/** Calls `tell` for each day, newest first. */
export function eachDay(habit: Habit | undefined, tell: (day: number, amount: number) => void): void {
  if (!habit) return;
  const newest = newestOf(habit);
  for (let at = DAYS_AT; at < habit.length; at += 2) tell(newest - (habit[at] as number), habit[at + 1] as number);
}

/** The amount of one day. */
export function amountOn(habit: Habit | undefined, day: number): number {
  let sum = 0;
  eachDay(habit, (known, amount) => {
    if (known === day) sum = amount;
  });
  return sum;
}

/** Days before `day` of which the profile still knows, on which the value was seen. */
export function daysBefore(habit: Habit | undefined, day: number): number {
  let days = 0;
  eachDay(habit, (known) => {
    if (known < day && known >= day - HABIT_DAYS_KEPT) days++;
  });
  return days;
}

export function isHabit(table: HabitTable, value: string, day: number): boolean {
  return daysBefore(table.get(habitKey(value)), day) > 0;
}

/** The largest amount of a day before `day`, each halved with every PROFILE_HALF_LIFE_DAYS that it lies back. */
export function peakBefore(habit: Habit | undefined, day: number): number {
  let peak = 0;
  eachDay(habit, (known, amount) => {
    if (known < day) peak = Math.max(peak, amount * 2 ** ((known - day + 1) / PROFILE_HALF_LIFE_DAYS));
  });
  return peak;
}

/** Days before `day`, the first of them aside, on which some value came for the first time: how changeable the habit is. */
export function daysOfNews(table: HabitTable, day: number): number {
  const firsts = new Set<number>();
  let first = Number.POSITIVE_INFINITY;
  for (const habit of table.values()) {
    const began = newestOf(habit) - (habit[habit.length - 2] as number);
    if (began < day) firsts.add(began);
    first = Math.min(first, began);
  }
  firsts.delete(first);
  return firsts.size;
}
