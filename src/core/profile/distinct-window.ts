/** Distinct things by minute: ports tried on a peer, peers tried on a port. Later sightings of a thing move it on. */

import { WINDOW_ITEMS_KEPT, WINDOW_ITEMS_OPEN_MAX, WINDOW_KEYS_MAX, WINDOW_KEYS_OPEN_MAX } from "../limits.ts";
import { keepHighest } from "./rows.ts";

export type DistinctWindow = Map<string, Map<string, number>>;

export const MINUTE_MS = 60_000;

export function minuteOf(timeMs: number): number {
  return Math.floor(timeMs / MINUTE_MS);
}

export function addDistinct(window: DistinctWindow, key: string, item: string, minute: number): void {
  let items = window.get(key);
  if (!items) {
    if (window.size >= WINDOW_KEYS_OPEN_MAX) keepLargest(window, WINDOW_KEYS_OPEN_MAX / 2);
    items = new Map();
    window.set(key, items);
  }
  const known = items.get(item);
  if (known !== undefined && known >= minute) return;
  items.set(item, minute);
  if (items.size > WINDOW_ITEMS_OPEN_MAX) keepLatest(items, WINDOW_ITEMS_OPEN_MAX / 2);
}

/** Forgets what was before `minute`, and all but the keys with most and the latest things of each. */
export function pruneDistinct(window: DistinctWindow, minute: number): void {
  for (const [key, items] of window) {
    for (const [item, at] of items) if (at < minute) items.delete(item);
    if (items.size === 0) window.delete(key);
    else keepLatest(items, WINDOW_ITEMS_KEPT);
  }
  keepLargest(window, WINDOW_KEYS_MAX);
}

function keepLatest(items: Map<string, number>, itemsMax: number): void {
  keepHighest(items, itemsMax, (minute) => minute);
}

function keepLargest(window: DistinctWindow, keysMax: number): void {
  keepHighest(window, keysMax, ({ size }) => size);
}

/** Whether any key has as many things as that: without one, no stretch of minutes has. */
export function mayReach(window: DistinctWindow, things: number): boolean {
  for (const items of window.values()) if (items.size >= things) return true;
  return false;
}

/** The things of the fullest `minutes` in a row that meet [first, last], earliest first. */
export function fullest(
  items: ReadonlyMap<string, number> | undefined,
  minutes: number,
  first: number,
  last: number,
): readonly string[] {
  const near = [...(items ?? [])].filter(([, at]) => at > first - minutes && at < last + minutes);
  near.sort(([one, at], [other, otherAt]) => at - otherAt || (one < other ? -1 : 1));
  let best: readonly [from: number, to: number] = [0, 0];
  let from = 0;
  for (let to = 0; to < near.length; to++) {
    const at = near[to]?.[1] ?? 0;
    while ((near[from]?.[1] ?? at) <= at - minutes) from++;
    if (to + 1 - from > best[1] - best[0]) best = [from, to + 1];
  }
  return near.slice(best[0], best[1]).map(([item]) => item);
}
