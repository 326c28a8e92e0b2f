/** Sums by minute under a key: packets to a peer, connections to a log-in port. Order of arrival does not matter. */

import { WINDOW_KEYS_MAX, WINDOW_KEYS_OPEN_MAX, WINDOW_MINUTES_KEPT } from "../limits.ts";
import { keepHighest, type Row } from "./rows.ts";

/**
 * A key, how many numbers each minute has, then stretches of minutes that have the same sums, which is what records of ten
 * minutes and conversations of an hour are made of: the first minute, how many there are, the sums of each, of which the first
 * ranks. They may overlap until the window is pruned.
 */
export type SumSeries = Row;
export type SumWindow = Map<string, SumSeries>;

/** Place of the first stretch. */
const STRETCHES_AT = 2;

function widthOf(series: SumSeries): number {
  return series[1] as number;
}

/**
 * `record`: as a series of one stretch, but with the sums of all its minutes together, which are spread evenly over them: it
 * does not say when the packets went. It may become the series.
 */
export function addSums(window: SumWindow, record: SumSeries): void {
  spread(record);
  const [key, width] = record;
  const series = window.get(key);
  if (!series) {
    if (window.size >= WINDOW_KEYS_OPEN_MAX) keepLargest(window, WINDOW_KEYS_OPEN_MAX / 2);
    window.set(key, record);
    return;
  }
  const at = series.length - (width as number) - 2;
  if (series[at] !== record[2] || series[at + 1] !== record[3]) {
    for (let from = STRETCHES_AT; from < record.length; from++) series.push(record[from] as number);
    return;
  }
  for (let sum = STRETCHES_AT + 2; sum < record.length; sum++) {
    const to = at - STRETCHES_AT + sum;
    series[to] = (series[to] as number) + (record[sum] as number);
  }
}

/** Sums a minute, of those minutes that a window reaches. */
function spread(record: SumSeries): void {
  const minutes = record[3] as number;
  if (minutes === 1) return;
  for (let sum = STRETCHES_AT + 2; sum < record.length; sum++) record[sum] = (record[sum] as number) / minutes;
  if (minutes <= WINDOW_MINUTES_KEPT) return;
  record[2] = (record[2] as number) + minutes - WINDOW_MINUTES_KEPT;
  record[3] = WINDOW_MINUTES_KEPT;
}

/** Forgets what was before `minute`, and all but the keys with most; what is left no longer overlaps. */
export function pruneSums(window: SumWindow, minute: number): void {
  for (const [key, series] of window) {
    cut(series, minute);
    if (series.length === STRETCHES_AT) window.delete(key);
  }
  keepLargest(window, WINDOW_KEYS_MAX);
  for (const series of window.values()) joinStretches(series);
}

function cut(series: SumSeries, minute: number): void {
  const step = widthOf(series) + 2;
  let kept = STRETCHES_AT;
  for (let at = STRETCHES_AT; at < series.length; at += step) {
    const first = series[at] as number;
    const minutes = series[at + 1] as number;
    if (first + minutes <= minute) continue;
    if (kept !== at) series.copyWithin(kept, at, at + step);
    if (first < minute) {
      series[kept] = minute;
      series[kept + 1] = minutes - (minute - first);
    }
    kept += step;
  }
  series.length = kept;
}

function keepLargest(window: SumWindow, keysMax: number): void {
  keepHighest(window, keysMax, totalOf);
}

/** The first number of all minutes together: no peak is higher. */
export function totalOf(series: SumSeries): number {
  const step = widthOf(series) + 2;
  let total = 0;
  for (let at = STRETCHES_AT; at < series.length; at += step) {
    total += (series[at + 2] as number) * (series[at + 1] as number);
  }
  return total;
}

/** Whether a key that begins with `start` has at least `amount`, give or take what rounding is, in all: without one there is no such peak. */
export function mayPeak(window: SumWindow, start: string, amount: number): boolean {
  for (const [key, series] of window) if (totalOf(series) > amount - 1 && key.startsWith(start)) return true;
  return false;
}

/** The sums of the `span` minutes in a row that meet [first, last] and have most of the first number; rounded. */
export function peakSums(series: SumSeries | undefined, span: number, first: number, last: number): readonly number[] {
  if (!series) return [];
  const width = widthOf(series);
  const { minutes, sums } = byMinute(series, first - span + 1, last + span - 1);
  let peak: readonly number[] = [];
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

function byMinute(series: SumSeries, first: number, last: number): Minutes {
  const width = widthOf(series);
  const endOf = (at: number): number => (series[at] as number) + (series[at + 1] as number) - 1;
  const places: number[] = [];
  for (let at = STRETCHES_AT; at < series.length; at += width + 2) {
    if ((series[at] as number) <= last && endOf(at) >= first) places.push(at);
  }
  places.sort((one, other) => (series[one] as number) - (series[other] as number));
  const minutes: number[] = [];
  for (const at of places) {
    const to = Math.min(endOf(at), last);
    const next = (minutes.at(-1) ?? Number.NEGATIVE_INFINITY) + 1;
    for (let minute = Math.max(series[at] as number, first, next); minute <= to; minute++) minutes.push(minute);
  }
  const sums = new Float64Array(minutes.length * width);
  let from = 0;
  for (const at of places) {
    const start = Math.max(series[at] as number, first);
    const to = Math.min(endOf(at), last);
    // Later stretches begin no earlier.
    while ((minutes[from] as number) < start) from++;
    for (let index = from; (minutes[index] as number) <= to; index++) {
      for (let sum = 0; sum < width; sum++) {
        sums[index * width + sum] = (sums[index * width + sum] as number) + (series[at + 2 + sum] as number);
      }
    }
  }
  return { minutes, sums };
}

/** Makes stretches that lie one behind the other, as long as they can be: the same ones in any order of arrival. */
export function joinStretches(series: SumSeries): void {
  if (isJoined(series)) return;
  const width = widthOf(series);
  const { minutes, sums } = byMinute(series, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  series.length = STRETCHES_AT;
  for (let at = 0; at < minutes.length; at++) {
    const minute = minutes[at] as number;
    const open = series.length - width - 2;
    if (at > 0 && minutes[at - 1] === minute - 1 && areEqual(sums, (at - 1) * width, at * width, width)) {
      series[open + 1] = (series[open + 1] as number) + 1;
    } else {
      series.push(minute, 1);
      for (let sum = 0; sum < width; sum++) series.push(sums[at * width + sum] as number);
    }
  }
}

/** Whether each stretch begins behind the one before it, and has other sums where it goes on from there. */
function isJoined(series: SumSeries): boolean {
  const width = widthOf(series);
  const step = width + 2;
  for (let at = STRETCHES_AT + step; at < series.length; at += step) {
    const end = (series[at - step] as number) + (series[at - step + 1] as number);
    if ((series[at] as number) < end) return false;
    if (series[at] === end && areEqual(series, at - step + 2, at + 2, width)) return false;
  }
  return true;
}

/** Whether `count` numbers from `one` on are those from `other` on. */
function areEqual(numbers: ArrayLike<unknown>, one: number, other: number, count: number): boolean {
  for (let at = 0; at < count; at++) if (numbers[one + at] !== numbers[other + at]) return false;
  return true;
}
