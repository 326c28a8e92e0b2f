/** The tables of an IntakeLedger: one row an object, one row a stream, one row a batch of rejections to be told. */

import type { S3Object } from "../src/aws/s3.ts";
import { LEDGER_REPORT_ROWS_MAX } from "../src/core/limits.ts";
import { dayPrefix, type Stream } from "../src/core/sources/listing.ts";
import type { LedgerObject } from "../src/intake/ingest-message.ts";
import type { ReportedObject } from "../src/intake/ledger-hours.ts";
import { freshState, type StreamState } from "../src/intake/poll-plan.ts";

export type ObjectState = "new" | "queued" | "done" | "rejected";

export type ObjectRow = {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly state: ObjectState;
  readonly attempts: number;
  /** When the state was entered. */
  readonly sinceMs: number;
  readonly records: number;
  readonly rejected: number;
  /** JSON: what else is known of the reading (skipped kinds, samples, faults, duplicates, bytes). */
  readonly detail: string | null;
  /** 1: part of a backfill; profiles learn from it and nothing is raised. */
  readonly learn: number;
  /** Why the last attempt failed, or the object was rejected. */
  readonly reason: string | null;
};

export function createTables(sql: SqlStorage): void {
  sql.exec(`CREATE TABLE IF NOT EXISTS objects (
      key TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL, modified_ms INTEGER NOT NULL,
      state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, since_ms INTEGER NOT NULL,
      records INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0, detail TEXT, reason TEXT,
      PRIMARY KEY (key, etag)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS owner (
      id INTEGER PRIMARY KEY CHECK (id = 1), source_id TEXT NOT NULL, account_id TEXT NOT NULL, pruned_ms INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS streams (base TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID`);
  // Ledgers that were begun before there were backfills.
  const columns = sql.exec<{ name: string }>("SELECT name FROM pragma_table_info('objects')").toArray();
  if (columns.some(({ name }) => name === "learn")) return;
  sql.exec("ALTER TABLE objects ADD COLUMN learn INTEGER NOT NULL DEFAULT 0");
}

const COLUMNS = `key, etag, size, modified_ms AS modifiedMs, state, attempts, since_ms AS sinceMs, records, rejected,
  detail, learn, reason`;

export function objectRows(sql: SqlStorage, state: ObjectState | null, after: string, max: number): ObjectRow[] {
  const where = state === null ? "" : "AND state = ?3";
  const values = state === null ? [after, max] : [after, max, state];
  const query = `SELECT ${COLUMNS} FROM objects WHERE key > ?1 ${where} ORDER BY key, etag LIMIT ?2`;
  return sql.exec<ObjectRow>(query, ...values).toArray();
}

/** Adds a row for each object that has none, as `queued`. Returns those added. */
export function addObjects(
  sql: SqlStorage,
  objects: readonly S3Object[],
  learn: boolean,
  nowMs: number,
): LedgerObject[] {
  if (objects.length === 0) return [];
  const added = sql
    .exec<{ key: string; etag: string }>(
      `INSERT OR IGNORE INTO objects (key, etag, size, modified_ms, state, since_ms, learn)
       SELECT value ->> 'key', value ->> 'etag', value ->> 'size', value ->> 'modifiedMs', 'queued', ?2, ?3
       FROM json_each(?1) RETURNING key, etag`,
      JSON.stringify(objects),
      nowMs,
      Number(learn),
    )
    .toArray();
  const names = new Set(added.map(({ key, etag }) => `${key}\n${etag}`));
  return objects.filter(({ key, etag }) => names.has(`${key}\n${etag}`)).map((object) => ({ ...object, learn }));
}

export function hasObject(sql: SqlStorage, key: string, etag: string): boolean {
  return sql.exec("SELECT 1 FROM objects WHERE key = ? AND etag = ?", key, etag).toArray().length > 0;
}

export function setState(sql: SqlStorage, objects: readonly S3Object[], state: ObjectState, nowMs: number): void {
  sql.exec(
    `UPDATE objects SET state = ?2, since_ms = ?3 WHERE state IN ('new', 'queued') AND (key, etag) IN
       (SELECT value ->> 'key', value ->> 'etag' FROM json_each(?1))`,
    JSON.stringify(objects),
    state,
    nowMs,
  );
}

/** Objects that wait for a message: never sent, or sent so long ago that the message is lost. */
export function staleObjects(sql: SqlStorage, queuedBeforeMs: number, max: number): LedgerObject[] {
  const query = `SELECT key, etag, size, modified_ms AS modifiedMs, learn FROM objects
    WHERE state = 'new' OR (state = 'queued' AND since_ms < ?1) LIMIT ?2`;
  const rows = sql.exec<S3Object & { learn: number }>(query, queuedBeforeMs, max).toArray();
  return rows.map((row) => ({ ...row, learn: row.learn === 1 }));
}

/** When an object has waited long enough to be sent again; null where none waits. */
export function staleDueMs(sql: SqlStorage, requeueAfterMs: number): number | null {
  const query = `SELECT min(CASE state WHEN 'new' THEN 0 ELSE since_ms + ? END) AS dueMs FROM objects
    WHERE state IN ('new', 'queued')`;
  return sql.exec<{ dueMs: number | null }>(query, requeueAfterMs).one().dueMs;
}

/** Objects that came without a listing count in their stream as well. */
export function countAdded(sql: SqlStorage, streams: readonly Stream[], objects: readonly S3Object[]): void {
  for (const { base } of streams) {
    const added = objects.filter(({ key }) => key.startsWith(base)).length;
    if (added === 0) continue;
    const stream = loadStream(sql, base);
    saveStream(sql, { ...stream, keys: stream.keys + added });
  }
}

/** A base is a key prefix, so its keys are one range. */
const UNDER_BASE = "key > ?1 AND key < ?1 || char(1114111)";

/** Keys under a stream's base that listings from the source's start on find. */
export function countKeys(sql: SqlStorage, base: string): number {
  return sql
    .exec<{ keys: number }>(`SELECT count(*) AS keys FROM objects WHERE ${UNDER_BASE} AND learn = 0`, base)
    .one().keys;
}

/** Objects of a backfill that are not read yet. */
export function countLearning(sql: SqlStorage): number {
  const query = "SELECT count(*) AS objects FROM objects WHERE learn = 1 AND state IN ('new', 'queued')";
  return sql.exec<{ objects: number }>(query).one().objects;
}

/** Rows of read objects under the base that came and were read before. */
export function prune(sql: SqlStorage, base: string, beforeMs: number): void {
  sql.exec(
    `DELETE FROM objects WHERE ${UNDER_BASE} AND state = 'done' AND since_ms < ?2 AND modified_ms < ?2`,
    base,
    beforeMs,
  );
}

/** Of objects that no listing from the source's start on finds. */
export function pruneLearned(sql: SqlStorage, beforeMs: number): void {
  sql.exec("DELETE FROM objects WHERE learn = 1 AND state = 'done' AND since_ms < ?1 AND modified_ms < ?1", beforeMs);
}

export type Arrival = { readonly key: string; readonly modifiedMs: number };

/** Keys of a stream from `fromKey` on, last first. */
export function arrivals(sql: SqlStorage, base: string, fromKey: string, max: number): Arrival[] {
  const query = `SELECT key, modified_ms AS modifiedMs FROM objects
    WHERE key >= ?2 AND ${UNDER_BASE} ORDER BY key DESC LIMIT ?3`;
  return sql.exec<Arrival>(query, base, fromKey, max).toArray();
}

export function loadStream(sql: SqlStorage, base: string): StreamState {
  const row = sql.exec<{ state: string }>("SELECT state FROM streams WHERE base = ?", base).toArray()[0];
  return { ...freshState(base), ...(row ? (JSON.parse(row.state) as Partial<StreamState>) : {}) };
}

export function allStreams(sql: SqlStorage): StreamState[] {
  const rows = sql.exec<{ base: string; state: string }>("SELECT base, state FROM streams").toArray();
  return rows.map(({ base, state }) => ({ ...freshState(base), ...(JSON.parse(state) as Partial<StreamState>) }));
}

export function saveStream(sql: SqlStorage, stream: StreamState): void {
  sql.exec("INSERT OR REPLACE INTO streams (base, state) VALUES (?, ?)", stream.base, JSON.stringify(stream));
}

/** Whose ledger this is: an alarm is told nothing. */
export type Owner = { readonly sourceId: string; readonly accountId: string; readonly prunedMs: number };

export function loadOwner(sql: SqlStorage): Owner | null {
  const query = "SELECT source_id AS sourceId, account_id AS accountId, pruned_ms AS prunedMs FROM owner";
  return sql.exec<Owner>(query).toArray()[0] ?? null;
}

export function saveOwner(sql: SqlStorage, sourceId: string, accountId: string): void {
  if (loadOwner(sql) !== null) return;
  sql.exec("INSERT INTO owner (id, source_id, account_id, pruned_ms) VALUES (1, ?, ?, 0)", sourceId, accountId);
}

export function markPruned(sql: SqlStorage, nowMs: number): void {
  sql.exec("UPDATE owner SET pruned_ms = ?", nowMs);
}

/** The objects in the folder of one UTC day, LEDGER_REPORT_ROWS_MAX at most. */
export function dayRows(sql: SqlStorage, { base, layout }: Stream, dayMs: number): Iterable<ReportedObject> {
  const query = `SELECT key, size, modified_ms AS modifiedMs, state, since_ms AS sinceMs, records, rejected, learn
    FROM objects WHERE ${UNDER_BASE} LIMIT ${LEDGER_REPORT_ROWS_MAX + 1}`;
  return sql.exec<ReportedObject>(query, dayPrefix(base, layout, dayMs));
}
