/** When a host opened connections to one peer and port: what a beacon is told by. */

import { RHYTHM_PAIRS_MAX, RHYTHM_PAIRS_OPEN_MAX, RHYTHM_TIMES_KEPT } from "../limits.ts";
import { keepHighest, type Row } from "./rows.ts";

/** Peer and port, then of each start, earliest first, its second since the epoch and the bytes sent. */
export type Rhythm = Row;
export type Rhythms = Map<string, Rhythm>;

/** `peer`: see peerOf. `port`: see portKey. */
export function rhythmKey(peer: string, port: string): string {
  return `${peer} ${port}`;
}

export function addStart(rhythms: Rhythms, key: string, startMs: number, bytes: number): void {
  const second = Math.floor(startMs / 1000);
  const rhythm = rhythms.get(key);
  if (rhythm) return addToRhythm(rhythm, second, bytes);
  if (rhythms.size >= RHYTHM_PAIRS_OPEN_MAX) keepLongest(rhythms, RHYTHM_PAIRS_OPEN_MAX / 2);
  rhythms.set(key, [key, second, bytes]);
}

function addToRhythm(rhythm: Rhythm, second: number, bytes: number): void {
  let at = rhythm.length - 2;
  while (at > 0 && (rhythm[at] as number) > second) at -= 2;
  if (at > 0 && rhythm[at] === second) rhythm[at + 1] = (rhythm[at + 1] as number) + bytes;
  else if (at + 2 === rhythm.length) rhythm.push(second, bytes);
  else rhythm.splice(at + 2, 0, second, bytes);
  if (startsOf(rhythm) > RHYTHM_TIMES_KEPT) rhythm.splice(1, 2);
}

export function startsOf(rhythm: Rhythm): number {
  return (rhythm.length - 1) / 2;
}

/** Beacons go on: what has most starts is kept. */
function keepLongest(rhythms: Rhythms, pairsMax: number): void {
  keepHighest(rhythms, pairsMax, startsOf);
}

/** Forgets pairs that were last heard a day before `lastMs`. */
export function pruneRhythms(rhythms: Rhythms, lastMs: number): void {
  const oldest = lastMs / 1000 - 86_400;
  for (const [key, rhythm] of rhythms) if ((rhythm.at(-2) as number) < oldest) rhythms.delete(key);
  keepLongest(rhythms, RHYTHM_PAIRS_MAX);
}
