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
      CREATE TABLE IF NOT EXISTS answers (chunk_id TEXT PRIMARY KEY, bucket INTEGER NOT NULL, answer TEXT NOT NULL) WITHOUT ROWID`);
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

  #idsOf(bucket: number): readonly string[] {
    const row = this.#sql.exec<{ ids: string }>("SELECT ids FROM applied WHERE bucket = ?", bucket).toArray()[0];
    const ids = row?.ids ?? "";
    return Array.from({ length: ids.length / ID_CHARS }, (_, at) => ids.slice(at * ID_CHARS, (at + 1) * ID_CHARS));
  }

  /** Runs once an hour at most: when a new row begins. */
  #prune(nowMs: number): number {
    const old = "SELECT bucket FROM applied WHERE touched_ms < ?";
    const answers = this.#sql.exec(`DELETE FROM answers WHERE bucket IN (${old})`, nowMs - KEPT_MS).rowsWritten;
    return answers + this.#sql.exec("DELETE FROM applied WHERE touched_ms < ?", nowMs - KEPT_MS).rowsWritten;
  }
}
