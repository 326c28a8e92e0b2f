/** What trusted lists silenced: a blind spot that can be seen. */

import type { SilencedCounts } from "../core/intel/trusted.ts";

export type SilencedCount = {
  /** Name of the trusted list. */
  readonly list: string;
  /** Of what it silenced. */
  readonly category: string;
  /** Connections, lookups and calls that matched; those of an object that is read again count again. */
  readonly count: number;
  readonly lastMs: number;
};

/** Nothing is written where nothing was silenced. */
export async function addSilenced(db: D1Database, counts: SilencedCounts, nowMs: number): Promise<void> {
  const rows = Object.entries(counts).flatMap(([list, byCategory]) =>
    Object.entries(byCategory).map(([category, count]) => ({ list, category, count })),
  );
  if (rows.length === 0) return;
  const sql = `INSERT INTO silenced_counts (list, category, count, last_ms)
    SELECT value ->> 'list', value ->> 'category', value ->> 'count', ?2 FROM json_each(?1) WHERE true
    ON CONFLICT (list, category) DO UPDATE SET count = count + excluded.count, last_ms = max(last_ms, excluded.last_ms)`;
  await db.prepare(sql).bind(JSON.stringify(rows), nowMs).run();
}

export async function silencedCounts(db: D1Database): Promise<readonly SilencedCount[]> {
  const sql = "SELECT list, category, count, last_ms AS lastMs FROM silenced_counts ORDER BY list, category";
  return (await db.prepare(sql).all<SilencedCount>()).results;
}
