/** Which chunks a profile has applied, and what it answered: the same chunk again gets the same answer. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import { APPLIED_DAYS_KEPT } from "../src/core/limits.ts";

const ID_CHARS = 32;
const KEPT_MS = APPLIED_DAYS_KEPT * 86_400_000;

/**
 * One row holds the ids of an hour of deliveries, so that remembering costs one row written and forgetting one delete
 * an hour. Only answers that say something have a row of their own.
 */
export class AppliedChunks {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS applied (bucket INTEGER PRIMARY KEY, ids TEXT NOT NULL, touched_ms INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS answers (chunk_id TEXT PRIMARY KEY, bucket INTEGER NOT NULL, answer TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS told (event_id TEXT NOT NULL, chunk_id TEXT NOT NULL, bucket INTEGER NOT NULL,
        PRIMARY KEY (event_id, chunk_id)) WITHOUT ROWID`);
  }

  /** Null for a chunk that was never applied; else the remembered answer, null where it said nothing. */
  recall(chunk: ChunkIdentity): { readonly answer: string | null } | null {
    if (!this.#idsOf(chunk.bucket).includes(chunk.id)) return null;
    const row = this.#sql
      .exec<{ answer: string }>("SELECT answer FROM answers WHERE chunk_id = ?", chunk.id)
      .toArray()[0];
    return { answer: row?.answer ?? null };
  }

  /** `answer`: null where there is nothing to say. Returns rows written. To be called in the transaction that applies it. */
  remember(chunk: ChunkIdentity, answer: string | null, nowMs: number): number {
    const known = this.#idsOf(chunk.bucket);
    let rows = this.#sql.exec(
      "INSERT OR REPLACE INTO applied (bucket, ids, touched_ms) VALUES (?, ?, ?)",
      chunk.bucket,
      [...known, chunk.id].join(""),
      nowMs,
    ).rowsWritten;
    if (answer !== null) {
      const insert = "INSERT INTO answers (chunk_id, bucket, answer) VALUES (?, ?, ?)";
      rows += this.#sql.exec(insert, chunk.id, chunk.bucket, answer).rowsWritten;
    }
    return known.length === 0 ? rows + this.#prune(nowMs) : rows;
  }

  /** Notes that the chunk's answer tells of these events. Returns rows written. */
  tell(chunk: ChunkIdentity, eventIds: readonly string[]): number {
    if (eventIds.length === 0) return 0;
    const sql = "INSERT OR IGNORE INTO told (event_id, chunk_id, bucket) SELECT value, ?2, ?3 FROM json_each(?1)";
    return this.#sql.exec(sql, JSON.stringify(eventIds), chunk.id, chunk.bucket).rowsWritten;
  }

  /** The answers to other chunks that tell of one of these events. */
  answersAbout(eventIds: readonly string[]): string[] {
    if (eventIds.length === 0) return [];
    const sql = `SELECT answer FROM answers WHERE chunk_id IN
      (SELECT chunk_id FROM told WHERE event_id IN (SELECT value FROM json_each(?))) ORDER BY chunk_id`;
    const rows = this.#sql.exec<{ answer: string }>(sql, JSON.stringify(eventIds)).toArray();
    return rows.map(({ answer }) => answer);
  }

  #idsOf(bucket: number): readonly string[] {
    const row = this.#sql.exec<{ ids: string }>("SELECT ids FROM applied WHERE bucket = ?", bucket).toArray()[0];
    const ids = row?.ids ?? "";
    return Array.from({ length: ids.length / ID_CHARS }, (_, at) => ids.slice(at * ID_CHARS, (at + 1) * ID_CHARS));
  }

  /** Runs once an hour at most: when a new row begins. */
  #prune(nowMs: number): number {
    const old = "SELECT bucket FROM applied WHERE touched_ms < ?";
    const tables = ["answers", "told"] as const;
    const rows = tables.map((table) =>
      this.#sql.exec(`DELETE FROM ${table} WHERE bucket IN (${old})`, nowMs - KEPT_MS),
    );
    const answers = rows.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0);
    return answers + this.#sql.exec("DELETE FROM applied WHERE touched_ms < ?", nowMs - KEPT_MS).rowsWritten;
  }
}
