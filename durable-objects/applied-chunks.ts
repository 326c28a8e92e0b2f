/** Which chunks a profile has applied, and what it answered: the same chunk again gets the same answer. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import { ANSWER_PART_CHARS_MAX, APPLIED_DAYS_KEPT, APPLIED_IDS_PER_ROW_MAX } from "../src/core/limits.ts";
import { inParts } from "../src/core/text.ts";
import { upgradeApplied } from "./applied-upgrade.ts";

/** An id and the comma behind it. */
const ID_CHARS = 33;
const KEPT_MS = APPLIED_DAYS_KEPT * 86_400_000;

/** The row to which ids of a bucket are added, and how many it has. */
type LastPart = { readonly part: number; readonly ids: number };

/**
 * A row holds the ids of an hour of deliveries, so that remembering costs one row written and forgetting one delete
 * an hour; a busy hour has more rows than one. Only answers that say something have rows of their own, as many as it
 * takes: SQLite's rows end at 2 MB.
 */
export class AppliedChunks {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS applied_ids (bucket INTEGER NOT NULL, part INTEGER NOT NULL, ids TEXT NOT NULL,
        touched_ms INTEGER NOT NULL, PRIMARY KEY (bucket, part)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS answer_parts (chunk_id TEXT NOT NULL, part INTEGER NOT NULL, bucket INTEGER NOT NULL,
        answer TEXT NOT NULL, PRIMARY KEY (chunk_id, part)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS told (event_id TEXT NOT NULL, chunk_id TEXT NOT NULL, bucket INTEGER NOT NULL,
        PRIMARY KEY (event_id, chunk_id)) WITHOUT ROWID`);
    upgradeApplied(sql);
  }

  /** Null for a chunk that was never applied; else the remembered answer, null where it said nothing. */
  recall(chunk: ChunkIdentity): { readonly answer: string | null } | null {
    const known = "SELECT 1 FROM applied_ids WHERE bucket = ? AND instr(ids, ?) > 0";
    if (this.#sql.exec(known, chunk.bucket, `${chunk.id},`).toArray().length === 0) return null;
    return { answer: this.#answerTo(chunk.id) };
  }

  /** `answer`: null where there is nothing to say. Returns rows written. To be called in the transaction that applies it. */
  remember(chunk: ChunkIdentity, answer: string | null, nowMs: number): number {
    const last = this.#lastPart(chunk.bucket);
    let rows = this.#rememberId(chunk, last, nowMs);
    for (const [part, text] of inParts(answer ?? "", ANSWER_PART_CHARS_MAX).entries()) {
      const insert = "INSERT INTO answer_parts (chunk_id, part, bucket, answer) VALUES (?, ?, ?, ?)";
      rows += this.#sql.exec(insert, chunk.id, part, chunk.bucket, text).rowsWritten;
    }
    return last === null ? rows + this.#prune(nowMs) : rows;
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
    const sql = `SELECT DISTINCT chunk_id FROM told WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY chunk_id`;
    const rows = this.#sql.exec<{ chunk_id: string }>(sql, JSON.stringify(eventIds)).toArray();
    return rows.flatMap(({ chunk_id }) => this.#answerTo(chunk_id) ?? []);
  }

  #answerTo(chunkId: string): string | null {
    const sql = "SELECT answer FROM answer_parts WHERE chunk_id = ? ORDER BY part";
    const parts = this.#sql.exec<{ answer: string }>(sql, chunkId).toArray();
    return parts.length === 0 ? null : parts.map(({ answer }) => answer).join("");
  }

  /** Null where the bucket has no row yet. */
  #lastPart(bucket: number): LastPart | null {
    const sql = "SELECT part, length(ids) AS chars FROM applied_ids WHERE bucket = ? ORDER BY part DESC LIMIT 1";
    const row = this.#sql.exec<{ part: number; chars: number }>(sql, bucket).toArray()[0];
    return row ? { part: row.part, ids: row.chars / ID_CHARS } : null;
  }

  #rememberId(chunk: ChunkIdentity, last: LastPart | null, nowMs: number): number {
    const part = last === null ? 0 : last.ids < APPLIED_IDS_PER_ROW_MAX ? last.part : last.part + 1;
    const sql = `INSERT INTO applied_ids (bucket, part, ids, touched_ms) VALUES (?, ?, ?, ?)
      ON CONFLICT (bucket, part) DO UPDATE SET ids = ids || excluded.ids, touched_ms = excluded.touched_ms`;
    return this.#sql.exec(sql, chunk.bucket, part, `${chunk.id},`, nowMs).rowsWritten;
  }

  /** Runs once an hour at most: when the first row of a bucket is made. */
  #prune(nowMs: number): number {
    const old = "SELECT bucket FROM applied_ids GROUP BY bucket HAVING max(touched_ms) < ?";
    const tables = ["answer_parts", "told", "applied_ids"] as const;
    const pruned = tables.map((table) =>
      this.#sql.exec(`DELETE FROM ${table} WHERE bucket IN (${old})`, nowMs - KEPT_MS),
    );
    return pruned.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0);
  }
}
