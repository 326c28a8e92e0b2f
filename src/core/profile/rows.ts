/** Rows of a profile, held as they are stored: what a chunk does not touch is neither taken apart nor put together. */

/** A value that comes from logs, then numbers about it. */
export type Row = [key: string, ...numbers: number[]];

export function rowsByKey<R extends Row>(rows: readonly R[]): Map<string, R> {
  const byKey = new Map<string, R>();
  for (const row of rows) byKey.set(row[0], row);
  return byKey;
}

/** Sorted by key, in place. Most are: they were stored so, and new ones stand behind them. */
export function sortByKey<R extends readonly [key: string, ...unknown[]]>(rows: R[]): R[] {
  for (let at = 1; at < rows.length; at++) {
    if ((rows[at - 1] as R)[0] > (rows[at] as R)[0]) return rows.sort(compareKeys);
  }
  return rows;
}

function compareKeys(one: readonly [key: string, ...unknown[]], other: readonly [key: string, ...unknown[]]): number {
  return one[0] < other[0] ? -1 : Number(one[0] > other[0]);
}
