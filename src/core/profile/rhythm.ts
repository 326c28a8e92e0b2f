/** When a host opened connections to one peer and port: what a beacon is told by. */

import { RHYTHM_PAIRS_MAX, RHYTHM_PAIRS_OPEN_MAX, RHYTHM_TIMES_KEPT } from "../limits.ts";

/** Start, seconds since the epoch → bytes sent. */
export type Rhythm = Map<number, number>;
export type Rhythms = Map<string, Rhythm>;

/** `peer`: see peerOf. `port`: see portKey. */
export function rhythmKey(peer: string, port: string): string {
  return `${peer} ${port}`;
}

export function addStart(rhythms: Rhythms, key: string, startMs: number, bytes: number): void {
  let rhythm = rhythms.get(key);
  if (!rhythm) {
    if (rhythms.size >= RHYTHM_PAIRS_OPEN_MAX) keepLongest(rhythms, RHYTHM_PAIRS_OPEN_MAX / 2);
    rhythm = new Map();
    rhythms.set(key, rhythm);
  }
  const second = Math.floor(startMs / 1000);
  rhythm.set(second, (rhythm.get(second) ?? 0) + bytes);
  if (rhythm.size > RHYTHM_TIMES_KEPT) rhythm.delete(Math.min(...rhythm.keys()));
}

/** Beacons go on: what has most starts is kept. */
function keepLongest(rhythms: Rhythms, pairsMax: number): void {
  if (rhythms.size <= pairsMax) return;
  const ranked = [...rhythms].map(([key, { size }]) => ({ key, size }));
  ranked.sort((one, other) => other.size - one.size || (one.key < other.key ? -1 : 1));
  for (const { key } of ranked.slice(pairsMax)) rhythms.delete(key);
}

/** Forgets pairs that were last heard a day before `lastMs`. */
export function pruneRhythms(rhythms: Rhythms, lastMs: number): void {
  const oldest = lastMs / 1000 - 86_400;
  for (const [key, rhythm] of rhythms) if (!beatsSince(rhythm, oldest)) rhythms.delete(key);
  keepLongest(rhythms, RHYTHM_PAIRS_MAX);
}

function beatsSince(rhythm: Rhythm, second: number): boolean {
  for (const start of rhythm.keys()) if (start >= second) return true;
  return false;
}
