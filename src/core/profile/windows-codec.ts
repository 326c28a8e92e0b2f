/** The windows of a host ↔ rows of text and numbers. */

import { NAME_ZONE_BITS } from "../limits.ts";
import type { DistinctWindow } from "./distinct-window.ts";
import type { NameZone, ZoneHour } from "./name-zones.ts";
import { type Row, sortByKey } from "./rows.ts";
import { joinStretches, type SumSeries, type SumWindow } from "./sum-window.ts";

type PackedDistinct = [key: string, items: string[], minutes: number[]];

/** The latest `itemsMax` of each key. */
export function packDistinct(window: DistinctWindow, itemsMax: number): PackedDistinct[] {
  if (itemsMax === 0) return [];
  const rows: PackedDistinct[] = [];
  for (const [key, items] of window) rows.push(latestFirst(key, items, itemsMax));
  return sortByKey(rows);
}

/** Each is put in its place from behind: they are few once the window is pruned, and were stored in this order. */
function latestFirst(key: string, things: ReadonlyMap<string, number>, itemsMax: number): PackedDistinct {
  const items: string[] = [];
  const minutes: number[] = [];
  for (const [item, minute] of things) {
    let at = items.length;
    for (; at > 0 && isBehind(items[at - 1] as string, minutes[at - 1] as number, item, minute); at--) {
      items[at] = items[at - 1] as string;
      minutes[at] = minutes[at - 1] as number;
    }
    items[at] = item;
    minutes[at] = minute;
  }
  if (items.length > itemsMax) items.length = minutes.length = itemsMax;
  return [key, items, minutes];
}

/** Earlier, or of the same minute and later by name. */
function isBehind(item: string, minute: number, other: string, otherMinute: number): boolean {
  return minute < otherMinute || (minute === otherMinute && item > other);
}

export function unpackDistinct(packed: readonly PackedDistinct[]): DistinctWindow {
  const window: DistinctWindow = new Map();
  for (const [key, items, minutes] of packed) {
    const things = new Map<string, number>();
    for (let at = 0; at < items.length; at++) things.set(items[at] as string, minutes[at] ?? 0);
    window.set(key, things);
  }
  return window;
}

/** Sums in hundredths; a row is copied where they are rounded. */
export function packSums(window: SumWindow): SumSeries[] {
  const rows = sortByKey([...window.values()]);
  for (let at = 0; at < rows.length; at++)
    if (!isWritten(rows[at] as SumSeries)) rows[at] = written(rows[at] as SumSeries);
  return rows;
}

function isWritten(series: SumSeries): boolean {
  const step = (series[1] as number) + 2;
  for (let at = 2; at < series.length; at += step) {
    for (let sum = at + 2; sum < at + step; sum++) {
      if (series[sum] !== toHundredths(series[sum] as number)) return false;
    }
  }
  return true;
}

function written(series: SumSeries): SumSeries {
  const width = series[1] as number;
  const row: SumSeries = [series[0], width];
  let start = 0;
  for (let at = 2; at < series.length; at += width + 2) {
    const [first, minutes] = [series[at] as number, series[at + 1] as number];
    // What differed by less than is written goes on.
    const isNext = start > 0 && (row[start] as number) + (row[start + 1] as number) === first;
    if (isNext && isWrittenAs(row, start + 2, series, at + 2, width)) {
      row[start + 1] = (row[start + 1] as number) + minutes;
      continue;
    }
    start = row.push(first, minutes) - 2;
    for (let sum = 0; sum < width; sum++) row.push(toHundredths(series[at + 2 + sum] as number));
  }
  return row;
}

function isWrittenAs(row: SumSeries, start: number, series: SumSeries, at: number, width: number): boolean {
  for (let sum = 0; sum < width; sum++) {
    if (toHundredths(series[at + sum] as number) !== row[start + sum]) return false;
  }
  return true;
}

/** A ten-minute record of one packet is a tenth of a packet a minute. */
function toHundredths(amount: number): number {
  return Math.round(amount * 100) / 100;
}

/** Of version 2: key, sums a minute, then each minute and its sums, which may be many alike. */
export function unpackMinutes(packed: readonly Row[]): SumWindow {
  return new Map(
    packed.map(([key, width = 1, ...rows]) => {
      const series: SumSeries = [key, width];
      for (let at = 0; at < rows.length; at += width + 1) {
        series.push(rows[at] as number, 1, ...rows.slice(at + 1, at + width + 1));
      }
      joinStretches(series);
      return [key, series];
    }),
  );
}

/** Above this many bits set, two digits a byte are shorter than a list of their places. */
const LISTED_BITS_MAX = 100;

/** Domain, bits seen ("h" + hex, or their places), then day and each hour with its sums. */
export function packZone([domain, zone]: readonly [string, NameZone]): [string, string, number[]] {
  const hours = ordered(zone.hours).flatMap(([hour, sums]) => [
    hour,
    sums.queries,
    toHundredths(sums.names),
    Math.round(sums.chars),
    Math.round(sums.bits),
    toHundredths(sums.carriers),
    sums.failed,
  ]);
  return [domain, packBits(zone), [zone.day, ...hours]];
}

export function unpackZone([domain, bits, [day = 0, ...numbers]]: readonly [string, string, number[]]): [
  string,
  NameZone,
] {
  const seen = unpackBits(bits);
  const zone: NameZone = { day, seen, filled: countBits(seen), hours: new Map() };
  for (let at = 0; at + 6 < numbers.length; at += 7) {
    const [hour = 0, queries = 0, names = 0, chars = 0, bits = 0, carriers = 0, failed = 0] = numbers.slice(at, at + 7);
    zone.hours.set(hour, { queries, names, chars, bits, carriers, failed } satisfies ZoneHour);
  }
  return [domain, zone];
}

function packBits({ seen, filled }: NameZone): string {
  if (filled > LISTED_BITS_MAX) {
    let hex = "h";
    for (const byte of seen) hex += byte.toString(16).padStart(2, "0");
    return hex;
  }
  const places: number[] = [];
  for (let at = 0; at < seen.length; at++) {
    const byte = seen[at] as number;
    if (byte === 0) continue;
    for (let bit = 0; bit < 8; bit++) if ((byte >> bit) & 1) places.push(at * 8 + bit);
  }
  return places.join(" ");
}

function unpackBits(packed: string): Uint8Array {
  const seen = new Uint8Array(NAME_ZONE_BITS / 8);
  if (packed.startsWith("h")) {
    for (let at = 0; at < seen.length; at++) seen[at] = Number.parseInt(packed.slice(1 + at * 2, 3 + at * 2), 16);
  } else if (packed !== "") {
    for (const place of packed.split(" ")) {
      const bit = Number(place) % NAME_ZONE_BITS;
      seen[bit >> 3] = (seen[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return seen;
}

function countBits(seen: Uint8Array): number {
  let count = 0;
  for (let byte of seen) for (; byte > 0; byte &= byte - 1) count++;
  return count;
}

function ordered<K extends string | number, V>(map: ReadonlyMap<K, V>): [K, V][] {
  return [...map].sort((one, other) => (one[0] < other[0] ? -1 : Number(one[0] > other[0])));
}
