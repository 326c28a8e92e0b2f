/** Remembered chunks as tables of before had them, an hour's ids in one row and an answer in another → those of today. */

/** Does nothing where there are none. To be called when today's tables exist. */
export function upgradeApplied(sql: SqlStorage): void {
  const old = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'applied'";
  if (sql.exec(old).toArray().length === 0) return;
  const rows = sql.exec<{ bucket: number; ids: string; touched_ms: number }>("SELECT * FROM applied").toArray();
  for (const { bucket, ids, touched_ms } of rows) {
    const insert = "INSERT OR IGNORE INTO applied_ids (bucket, part, ids, touched_ms) VALUES (?, 0, ?, ?)";
    sql.exec(insert, bucket, ids.replaceAll(/.{32}/g, "$&,"), touched_ms);
  }
  sql.exec(`INSERT OR IGNORE INTO answer_parts (chunk_id, part, bucket, answer)
      SELECT chunk_id, 0, bucket, answer FROM answers;
    DROP TABLE answers;
    DROP TABLE applied`);
}
