/** The tables of an IntakeLedger: one row an object, one row a stream. */

import type { S3Object } from "../src/aws/s3.ts";
import type { StreamState } from "../src/intake/poll-plan.ts";
import type { Stream } from "../src/store/ledgers.ts";

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
  /** Why the last attempt failed, or the object was rejected. */
  readonly reason: string | null;
};

export function createTables(sql: SqlStorage): void {
  sql.exec(`CREATE TABLE IF NOT EXISTS objects (
      key TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL, modified_ms INTEGER NOT NULL,
      state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, since_ms INTEGER NOT NULL,
      records INTEGER NOT NULL DEFAULT 0, rejected INTEGER NOT NULL DEFAULT 0, detail TEXT, reason TEXT,
      PRIMARY KEY (key, etag)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS streams (base TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID`);
}

const COLUMNS = `key, etag, size, modified_ms AS modifiedMs, state, attempts, since_ms AS sinceMs, records, rejected,
  detail, reason`;

export function objectRows(sql: SqlStorage, state: ObjectState | null, after: string, max: number): ObjectRow[] {
  const where = state === null ? "" : "AND state = ?3";
  const values = state === null ? [after, max] : [after, max, state];
  const query = `SELECT ${COLUMNS} FROM objects WHERE key > ?1 ${where} ORDER BY key, etag LIMIT ?2`;
  return sql.exec<ObjectRow>(query, ...values).toArray();
}

/** Adds a row for each object that has none, as `queued`. Returns those added. */
export function addObjects(sql: SqlStorage, objects: readonly S3Object[], nowMs: number): S3Object[] {
  if (objects.length === 0) return [];
  const added = sql
    .exec<{ key: string; etag: string }>(
      `INSERT OR IGNORE INTO objects (key, etag, size, modified_ms, state, since_ms)
       SELECT value ->> 'key', value ->> 'etag', value ->> 'size', value ->> 'modifiedMs', 'queued', ?2
       FROM json_each(?1) RETURNING key, etag`,
      JSON.stringify(objects),
      nowMs,
    )
    .toArray();
  const names = new Set(added.map(({ key, etag }) => `${key}\n${etag}`));
  return objects.filter(({ key, etag }) => names.has(`${key}\n${etag}`));
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
export function staleObjects(sql: SqlStorage, queuedBeforeMs: number, max: number): S3Object[] {
  const query = `SELECT key, etag, size, modified_ms AS modifiedMs FROM objects
    WHERE state = 'new' OR (state = 'queued' AND since_ms < ?1) LIMIT ?2`;
  return sql.exec<S3Object>(query, queuedBeforeMs, max).toArray();
}

/** Objects that came without a listing count in their stream as well. */
export function countAdded(sql: SqlStorage, streams: readonly Stream[], objects: readonly S3Object[]): void {
  for (const { base } of streams) {
    const added = objects.filter(({ key }) => key.startsWith(base)).length;
    const stream = added > 0 ? loadStream(sql, base) : null;
    if (stream) saveStream(sql, { ...stream, keys: stream.keys + added });
  }
}

export function loadStream(sql: SqlStorage, base: string): StreamState | null {
  const row = sql.exec<{ state: string }>("SELECT state FROM streams WHERE base = ?", base).toArray()[0];
  return row ? (JSON.parse(row.state) as StreamState) : null;
}

export function saveStream(sql: SqlStorage, stream: StreamState): void {
  sql.exec("INSERT OR REPLACE INTO streams (base, state) VALUES (?, ?)", stream.base, JSON.stringify(stream));
}
