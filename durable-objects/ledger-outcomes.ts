/** What becomes of objects that were sent to be read. */

import type { Sight } from "../src/core/coverage/object-sights.ts";

/** What the consumer says of an object it is done with. */
export type ObjectOutcome = {
  readonly state: "done" | "rejected";
  readonly records: number;
  readonly rejected: number;
  readonly detail: string;
  readonly reason: string | null;
  /** The class of the reason, where the object is rejected. */
  readonly cause: string | null;
  /** Event times of calls that begin a chain of digests anew. */
  readonly trailStarts?: readonly number[];
  /** What the object shows of places that may not be seen. */
  readonly sights?: readonly Sight[];
};

/** True where the object is rejected now and was not before: to be told once. */
export function finishObject(
  sql: SqlStorage,
  key: string,
  etag: string,
  outcome: ObjectOutcome,
  nowMs: number,
): boolean {
  const query = "SELECT state FROM objects WHERE key = ? AND etag = ?";
  const before = sql.exec<{ state: string }>(query, key, etag).toArray()[0];
  sql.exec(
    `UPDATE objects SET state = ?3, since_ms = ?4, attempts = attempts + 1, records = ?5, rejected = ?6, detail = ?7,
       reason = ?8 WHERE key = ?1 AND etag = ?2`,
    key,
    etag,
    outcome.state,
    nowMs,
    outcome.records,
    outcome.rejected,
    outcome.detail,
    outcome.reason,
  );
  return outcome.state === "rejected" && before !== undefined && before.state !== "rejected";
}

/** A `new` row may have a message under way: a send that failed may have been stored all the same. */
export function noteAttempt(sql: SqlStorage, key: string, etag: string, reason: string): void {
  const update = `UPDATE objects SET attempts = attempts + 1, reason = ?3
    WHERE key = ?1 AND etag = ?2 AND state IN ('new', 'queued')`;
  sql.exec(update, key, etag, reason);
}

/** Null where the object does not wait, or will be sent with the next poll anyway. `reason`: the last attempt's. */
export function giveUpObject(
  sql: SqlStorage,
  key: string,
  etag: string,
  nowMs: number,
): { readonly reason: string | null } | null {
  const query = "SELECT reason FROM objects WHERE key = ? AND etag = ? AND state = 'queued'";
  const row = sql.exec<{ reason: string | null }>(query, key, etag).toArray()[0];
  if (!row) return null;
  sql.exec(
    `UPDATE objects SET state = 'rejected', since_ms = ?3, reason = 'given up after ' || attempts || ' attempts: ' ||
       coalesce(reason, 'the reader ended without saying why') WHERE key = ?1 AND etag = ?2`,
    key,
    etag,
    nowMs,
  );
  return row;
}

export function retryKeys(sql: SqlStorage, keys: readonly string[]): number {
  const update = `UPDATE objects SET state = 'new', reason = NULL WHERE state = 'rejected'
    AND key IN (SELECT value FROM json_each(?))`;
  return sql.exec(update, JSON.stringify(keys)).rowsWritten;
}

export function retryRejected(sql: SqlStorage, max: number): number {
  const update = `UPDATE objects SET state = 'new', reason = NULL WHERE (key, etag) IN
    (SELECT key, etag FROM objects WHERE state = 'rejected' LIMIT ?)`;
  return sql.exec(update, max).rowsWritten;
}

export function countStates(sql: SqlStorage): Readonly<Record<string, number>> {
  const query = "SELECT state, count(*) AS objects FROM objects GROUP BY state";
  const rows = sql.exec<{ state: string; objects: number }>(query).toArray();
  return Object.fromEntries(rows.map(({ state, objects }) => [state, objects]));
}
