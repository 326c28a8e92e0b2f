/** LIST calls of each source and UTC day, in D1: they are what polling costs the bucket's owner. */

import { isoFromMs } from "../core/net/time.ts";

/** Counts calls that were made: a message delivered twice made them twice. */
export async function countListCalls(db: D1Database, sourceId: string, calls: number, nowMs: number): Promise<void> {
  if (calls === 0) return;
  const sql = `INSERT INTO list_calls (source_id, day, calls) VALUES (?, ?, ?)
    ON CONFLICT (source_id, day) DO UPDATE SET calls = calls + excluded.calls`;
  await db.prepare(sql).bind(sourceId, isoFromMs(nowMs).slice(0, 10), calls).run();
}

export type ListCallDay = { readonly day: string; readonly calls: number };

/** Latest first. */
export async function listCallsOf(db: D1Database, sourceId: string, daysMax: number): Promise<readonly ListCallDay[]> {
  const sql = "SELECT day, calls FROM list_calls WHERE source_id = ? ORDER BY day DESC LIMIT ?";
  return (await db.prepare(sql).bind(sourceId, daysMax).all<ListCallDay>()).results;
}
