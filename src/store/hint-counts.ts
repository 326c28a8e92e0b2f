/** What became of the objects that notifications named, by the door they came through. */

/** The doors: `/v1/intake/<door>`. */
export type Door = "sns" | "eventbridge" | "s3";

export type HintCount = {
  readonly door: Door;
  /** "queued", "known" …, or why it was refused. */
  readonly outcome: string;
  readonly count: number;
  readonly lastMs: number;
};

export async function countHints(
  db: D1Database,
  door: Door,
  outcomes: Readonly<Record<string, number>>,
  nowMs: number,
): Promise<void> {
  const rows = Object.entries(outcomes).flatMap(([outcome, count]) => (count > 0 ? [{ outcome, count }] : []));
  if (rows.length === 0) return;
  const sql = `INSERT INTO hint_counts (door, outcome, count, last_ms)
    SELECT ?1, value ->> 'outcome', value ->> 'count', ?3 FROM json_each(?2) WHERE true
    ON CONFLICT (door, outcome) DO UPDATE SET count = count + excluded.count, last_ms = max(last_ms, excluded.last_ms)`;
  await db.prepare(sql).bind(door, JSON.stringify(rows), nowMs).run();
}

export async function hintCounts(db: D1Database): Promise<readonly HintCount[]> {
  const sql = "SELECT door, outcome, count, last_ms AS lastMs FROM hint_counts ORDER BY door, outcome";
  return (await db.prepare(sql).all<HintCount>()).results;
}
