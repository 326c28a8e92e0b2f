/** Sums by minute under a key: packets to a peer, connections to a log-in port. Order of arrival does not matter. */

import { WINDOW_KEYS_MAX, WINDOW_KEYS_OPEN_MAX, WINDOW_MINUTES_KEPT } from "../limits.ts";

/** Each minute has the same few numbers; the first one ranks. */
export type Sums = readonly number[];
export type SumWindow = Map<string, Map<number, Sums>>;

/** Spreads `amounts` evenly over the minutes from first to last: a record does not say when in it the packets went. */
export function addSums(window: SumWindow, key: string, first: number, last: number, amounts: Sums): void {
  let minutes = window.get(key);
  if (!minutes) {
    if (window.size >= WINDOW_KEYS_OPEN_MAX) keepLargest(window, WINDOW_KEYS_OPEN_MAX / 2);
    minutes = new Map();
    window.set(key, minutes);
  }
  const share = amounts.map((amount) => amount / (last - first + 1));
  for (let minute = Math.max(first, last - WINDOW_MINUTES_KEPT + 1); minute <= last; minute++) {
    const sums = minutes.get(minute);
    minutes.set(minute, sums ? share.map((amount, at) => amount + (sums[at] ?? 0)) : share);
  }
}

export function pruneSums(window: SumWindow, minute: number): void {
  for (const [key, minutes] of window) {
    for (const at of minutes.keys()) if (at < minute) minutes.delete(at);
    if (minutes.size === 0) window.delete(key);
  }
  keepLargest(window, WINDOW_KEYS_MAX);
}

function keepLargest(window: SumWindow, keysMax: number): void {
  if (window.size <= keysMax) return;
  const ranked = [...window].map(([key, minutes]) => {
    let total = 0;
    for (const [amount = 0] of minutes.values()) total += amount;
    return { key, total };
  });
  ranked.sort((one, other) => other.total - one.total || (one.key < other.key ? -1 : 1));
  for (const { key } of ranked.slice(keysMax)) window.delete(key);
}

/** The sums of the `span` minutes in a row that meet [first, last] and have most of the first number; rounded. */
export function peakSums(
  minutes: ReadonlyMap<number, Sums> | undefined,
  span: number,
  first: number,
  last: number,
): Sums {
  const near = [...(minutes ?? [])].filter(([at]) => at > first - span && at < last + span);
  near.sort(([one], [other]) => one - other);
  let peak: Sums = [];
  let running: number[] = [];
  let from = 0;
  for (const [at, sums] of near) {
    running = sums.map((amount, index) => amount + (running[index] ?? 0));
    for (; (near[from]?.[0] ?? at) <= at - span; from++) {
      const [, gone = []] = near[from] ?? [];
      running = running.map((amount, index) => amount - (gone[index] ?? 0));
    }
    if ((running[0] ?? 0) > (peak[0] ?? 0)) peak = running;
  }
  return peak.map(Math.round);
}
