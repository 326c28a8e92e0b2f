/** Rows of a profile, held as they are stored: what a chunk does not touch is neither taken apart nor put together. */

/** A value that comes from logs, then numbers about it. */
export type Row = [key: string, ...numbers: number[]];

export function rowsByKey<R extends Row>(rows: readonly R[]): Map<string, R> {
  const byKey = new Map<string, R>();
  for (const row of rows) byKey.set(row[0], row);
  return byKey;
}

/** Sorted by key, of which no two are the same, in place. Most are: they were stored so, and new ones stand behind them. */
export function sortByKey<R extends readonly [key: string, ...unknown[]]>(rows: R[]): R[] {
  for (let at = 1; at < rows.length; at++) {
    if ((rows[at - 1] as R)[0] > (rows[at] as R)[0]) return rows.sort(compareKeys);
  }
  return rows;
}

function compareKeys(one: readonly [key: string, ...unknown[]], other: readonly [key: string, ...unknown[]]): number {
  return one[0] < other[0] ? -1 : 1;
}

/** Drops all but the `max` of highest rank, of equals the first by key. */
export function keepHighest<V>(map: Map<string, V>, max: number, rankOf: (value: V) => number): void {
  if (map.size <= max) return;
  const ranks = new Float64Array(map.size);
  let at = 0;
  for (const value of map.values()) ranks[at++] = rankOf(value);
  const lowest = ranks.toSorted()[map.size - max] as number;
  const equals: string[] = [];
  let room = max;
  at = 0;
  for (const key of map.keys()) {
    const rank = ranks[at++] as number;
    if (rank > lowest) room--;
    else if (rank === lowest) equals.push(key);
    else map.delete(key);
  }
  if (equals.length > room) for (const key of equals.sort().slice(room)) map.delete(key);
}
