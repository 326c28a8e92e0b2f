/** Sums by minute under a key: packets to a peer, connections to a log-in port. Order of arrival does not matter. */

import { WINDOW_KEYS_MAX, WINDOW_KEYS_OPEN_MAX, WINDOW_MINUTES_KEPT } from "../limits.ts";
import type { Row } from "./rows.ts";

/** Each minute has the same few numbers; the first one ranks. */
export type Sums = readonly number[];

/**
 * A key, how many numbers each minute has, then stretches of minutes that have the same sums, which is what records of ten
 * minutes and conversations of an hour are made of: the first minute, how many there are, the sums of each. They may
 * overlap until the window is pruned.
 */
export type SumSeries = Row;
export type SumWindow = Map<string, SumSeries>;

/** Place of the first stretch. */
const STRETCHES_AT = 2;

function widthOf(series: SumSeries): number {
  return series[1] as number;
}

/** Spreads `amounts` evenly over the minutes from first to last: a record does not say when in it the packets went. */
export function addSums(window: SumWindow, key: string, first: number, last: number, amounts: Sums): void {
  const minutes = last - first + 1;
  const kept = Math.min(minutes, WINDOW_MINUTES_KEPT);
  const from = last - kept + 1;
  const series = window.get(key);
  if (!series) {
    if (window.size >= WINDOW_KEYS_OPEN_MAX) keepLargest(window, WINDOW_KEYS_OPEN_MAX / 2);
    window.set(key, [key, amounts.length, from, kept, ...perMinute(amounts, minutes)]);
    return;
  }
  const at = series.length - amounts.length - 2;
  if (series[at] !== from || series[at + 1] !== kept) {
    series.push(from, kept, ...perMinute(amounts, minutes));
    return;
  }
  for (let sum = 0; sum < amounts.length; sum++) {
    series[at + 2 + sum] = (series[at + 2 + sum] as number) + (amounts[sum] as number) / minutes;
  }
}

function perMinute(amounts: Sums, minutes: number): number[] {
  return amounts.map((amount) => amount / minutes);
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
  if (window.size <= keysMax) return;
  const ranked = [...window.values()].map((series) => ({ key: series[0], total: totalOf(series) }));
  ranked.sort((one, other) => other.total - one.total || (one.key < other.key ? -1 : 1));
  for (const { key } of ranked.slice(keysMax)) window.delete(key);
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
  for (const [key, series] of window) if (key.startsWith(start) && totalOf(series) > amount - 1) return true;
  return false;
}

/** The sums of the `span` minutes in a row that meet [first, last] and have most of the first number; rounded. */
export function peakSums(series: SumSeries | undefined, span: number, first: number, last: number): Sums {
  if (!series) return [];
  const width = widthOf(series);
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
