/** Sums by minute under a key: packets to a peer, connections to a log-in port. Order of arrival does not matter. */

import { WINDOW_KEYS_MAX, WINDOW_KEYS_OPEN_MAX, WINDOW_MINUTES_KEPT } from "../limits.ts";

/** Each minute has the same few numbers; the first one ranks. */
export type Sums = readonly number[];

/**
 * Stretches of minutes that have the same sums, which is what records of ten minutes and conversations of an hour are
 * made of. In `numbers`, one behind the other: first minute, last minute, then the `width` sums of each minute between.
 * They may overlap until the window is pruned.
 */
export type SumSeries = { readonly width: number; numbers: number[] };
export type SumWindow = Map<string, SumSeries>;

/** Spreads `amounts` evenly over the minutes from first to last: a record does not say when in it the packets went. */
export function addSums(window: SumWindow, key: string, first: number, last: number, amounts: Sums): void {
  let series = window.get(key);
  if (!series) {
    if (window.size >= WINDOW_KEYS_OPEN_MAX) keepLargest(window, WINDOW_KEYS_OPEN_MAX / 2);
    series = { width: amounts.length, numbers: [] };
    window.set(key, series);
  }
  const { numbers, width } = series;
  const minutes = last - first + 1;
  const from = Math.max(first, last - WINDOW_MINUTES_KEPT + 1);
  const at = numbers.length - width - 2;
  if (at >= 0 && numbers[at] === from && numbers[at + 1] === last) {
    for (let sum = 0; sum < width; sum++) {
      numbers[at + 2 + sum] = (numbers[at + 2 + sum] as number) + (amounts[sum] as number) / minutes;
    }
    return;
  }
  numbers.push(from, last);
  for (let sum = 0; sum < width; sum++) numbers.push((amounts[sum] as number) / minutes);
}

/** Forgets what was before `minute`, and all but the keys with most; what is left no longer overlaps. */
export function pruneSums(window: SumWindow, minute: number): void {
  for (const [key, series] of window) {
    cut(series, minute);
    if (series.numbers.length === 0) window.delete(key);
  }
  keepLargest(window, WINDOW_KEYS_MAX);
  for (const series of window.values()) join(series);
}

function cut({ width, numbers }: SumSeries, minute: number): void {
  let kept = 0;
  for (let at = 0; at < numbers.length; at += width + 2) {
    if ((numbers[at + 1] as number) < minute) continue;
    const first = Math.max(numbers[at] as number, minute);
    if (kept !== at) numbers.copyWithin(kept, at, at + width + 2);
    numbers[kept] = first;
    kept += width + 2;
  }
  numbers.length = kept;
}

function keepLargest(window: SumWindow, keysMax: number): void {
  if (window.size <= keysMax) return;
  const ranked = [...window].map(([key, series]) => ({ key, total: totalOf(series) }));
  ranked.sort((one, other) => other.total - one.total || (one.key < other.key ? -1 : 1));
  for (const { key } of ranked.slice(keysMax)) window.delete(key);
}

/** The first number of all minutes together: no peak is higher. */
export function totalOf({ width, numbers }: SumSeries): number {
  let total = 0;
  for (let at = 0; at < numbers.length; at += width + 2) {
    total += (numbers[at + 2] as number) * ((numbers[at + 1] as number) - (numbers[at] as number) + 1);
  }
  return total;
}

/** Whether a key that begins with `start` has at least `amount`, give or take what rounding is, in all: without one there is no such peak. */
export function mayPeak(window: SumWindow, start: string, amount: number): boolean {
  for (const [key, series] of window) if (key.startsWith(start) && totalOf(series) > amount - 1) return true;
  return false;
}

/** The sums of the `span` minutes in a row that meet [first, last] and have most of the first number; rounded. */
export function peakSums(series: SumSeries | undefined, span: number, first: number, last: number): Sums {
  if (!series) return [];
  const { width } = series;
  const { minutes, sums } = byMinute(series, first - span + 1, last + span - 1);
  let peak: Sums = [];
  const running = Array<number>(width).fill(0);
  for (let at = 0, from = 0; at < minutes.length; at++) {
    for (let sum = 0; sum < width; sum++) running[sum] = (running[sum] as number) + (sums[at * width + sum] as number);
    for (; (minutes[from] as number) <= (minutes[at] as number) - span; from++) {
      for (let sum = 0; sum < width; sum++) {
        running[sum] = (running[sum] as number) - (sums[from * width + sum] as number);
      }
    }
    if ((running[0] ?? 0) > (peak[0] ?? 0)) peak = [...running];
  }
  return peak.map(Math.round);
}

type Minutes = {
  /** Those of [first, last] that have sums, in order. */
  readonly minutes: readonly number[];
  /** `width` numbers for each. */
  readonly sums: Float64Array;
};

function byMinute({ width, numbers }: SumSeries, first: number, last: number): Minutes {
  const places: number[] = [];
  for (let at = 0; at < numbers.length; at += width + 2) {
    if ((numbers[at] as number) <= last && (numbers[at + 1] as number) >= first) places.push(at);
  }
  places.sort((one, other) => (numbers[one] as number) - (numbers[other] as number));
  const minutes: number[] = [];
  for (const at of places) {
    const to = Math.min(numbers[at + 1] as number, last);
    const next = (minutes.at(-1) ?? Number.NEGATIVE_INFINITY) + 1;
    for (let minute = Math.max(numbers[at] as number, first, next); minute <= to; minute++) minutes.push(minute);
  }
  const sums = new Float64Array(minutes.length * width);
  let from = 0;
  for (const at of places) {
    const start = Math.max(numbers[at] as number, first);
    const to = Math.min(numbers[at + 1] as number, last);
    // Later stretches begin no earlier.
    while ((minutes[from] as number) < start) from++;
    for (let index = from; (minutes[index] as number) <= to; index++) {
      for (let sum = 0; sum < width; sum++) {
        sums[index * width + sum] = (sums[index * width + sum] as number) + (numbers[at + 2 + sum] as number);
      }
    }
  }
  return { minutes, sums };
}

/** Makes stretches that lie one behind the other, as long as they can be: the same ones in any order of arrival. */
function join(series: SumSeries): void {
  const { width, numbers } = series;
  if (numbers.length <= width + 2) return;
  const { minutes, sums } = byMinute(series, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  const joined: number[] = [];
  for (let at = 0; at < minutes.length; at++) {
    const minute = minutes[at] as number;
    const end = joined.length - width - 1;
    if (at > 0 && joined[end] === minute - 1 && isSame(sums, at - 1, at, width)) joined[end] = minute;
    else {
      joined.push(minute, minute);
      for (let sum = 0; sum < width; sum++) joined.push(sums[at * width + sum] as number);
    }
  }
  series.numbers = joined;
}

function isSame(sums: Float64Array, one: number, other: number, width: number): boolean {
  for (let sum = 0; sum < width; sum++) if (sums[one * width + sum] !== sums[other * width + sum]) return false;
  return true;
}
