/** What becomes of reading a list: its lease, the switch to new tables, or why the last good ones stay. */

import { LIST_ERROR_CHARS_MAX, LIST_LEASE_DOUBLINGS_MAX, LIST_LEASE_MS } from "../core/limits.ts";
import type { Compiled, List, StoredValidators } from "./lists.ts";

/**
 * Their messages are queued: not due again for a while, which doubles each time that nothing comes of it, so that a list
 * whose reading ends the isolate does not do so every few minutes. One that was asked for anew meanwhile stays due.
 */
export async function leaseLists(
  db: D1Database,
  lists: readonly Pick<List, "id" | "dueMs">[],
  nowMs: number,
): Promise<void> {
  const sql = `UPDATE lists SET due_ms = ?2 + ${LIST_LEASE_MS} * (1 << min(failures, ${LIST_LEASE_DOUBLINGS_MAX})),
    failures = failures + 1 FROM json_each(?1) AS sent
    WHERE lists.id = sent.value ->> 'id' AND lists.due_ms = sent.value ->> 'dueMs'`;
  await db
    .prepare(sql)
    .bind(JSON.stringify(lists.map(({ id, dueMs }) => ({ id, dueMs }))), nowMs)
    .run();
}

/** Work on a list ends without effect where it was asked for something else meanwhile. */
const SAME = "id = ?1 AND revision = ?2 AND status IN ('ACTIVATING', 'ACTIVE', 'ERROR')";

export type Success = {
  readonly objectKey: string;
  readonly compiled: Compiled;
  readonly validators: StoredValidators;
  readonly nowMs: number;
  readonly dueMs: number | null;
};

/** The switch: from this statement on, the new tables are in use. False where the work was for nothing. */
export async function switchTables(db: D1Database, list: List, done: Success): Promise<boolean> {
  const sql = `UPDATE lists SET status = 'ACTIVE', object_key = ?3, compiled = ?4, validators = ?5, checked_ms = ?6,
    changed_ms = ?6, due_ms = ?7, failures = 0, error = NULL, held_key = NULL, held = NULL WHERE ${SAME}`;
  const { objectKey, compiled, validators, nowMs, dueMs } = done;
  const values = [
    list.id,
    list.revision,
    objectKey,
    JSON.stringify(compiled),
    JSON.stringify(validators),
    nowMs,
    dueMs,
  ];
  const { meta } = await db
    .prepare(sql)
    .bind(...values)
    .run();
  return meta.changes > 0;
}

/** Read, and the same as what is in use. */
export async function markUnchanged(db: D1Database, list: List, nowMs: number, dueMs: number | null): Promise<void> {
  const sql = `UPDATE lists SET status = 'ACTIVE', checked_ms = ?3, due_ms = ?4, failures = 0, error = NULL,
    held_key = NULL, held = NULL WHERE ${SAME} AND object_key IS NOT NULL`;
  await db.prepare(sql).bind(list.id, list.revision, nowMs, dueMs).run();
}

/** What is in use stays in use, with the reason beside it; a list without any is in ERROR. */
export async function markListFailed(
  db: D1Database,
  list: List,
  reason: string,
  nowMs: number,
  dueMs: number | null,
): Promise<void> {
  const sql = `UPDATE lists SET status = CASE WHEN object_key IS NULL THEN 'ERROR' ELSE 'ACTIVE' END, error = ?3,
    error_ms = ?4, due_ms = ?5 WHERE ${SAME}`;
  await db.prepare(sql).bind(list.id, list.revision, reason.slice(0, LIST_ERROR_CHARS_MAX), nowMs, dueMs).run();
}

/** A version that is not put to use before somebody accepts it; the last good one stays. */
export async function holdTables(
  db: D1Database,
  list: List,
  held: Pick<Success, "objectKey" | "compiled" | "nowMs" | "dueMs"> & { readonly reason: string },
): Promise<void> {
  const sql = `UPDATE lists SET status = 'ACTIVE', held_key = ?3, held = ?4, error = ?5, error_ms = ?6, due_ms = ?7,
    failures = 0 WHERE ${SAME} AND object_key IS NOT NULL`;
  const { objectKey, compiled, reason, nowMs, dueMs } = held;
  await db.prepare(sql).bind(list.id, list.revision, objectKey, JSON.stringify(compiled), reason, nowMs, dueMs).run();
}

/** Tables in use that are gone or damaged: the list is read from its source again. */
export async function markTablesLost(db: D1Database, id: string, objectKey: string, nowMs: number): Promise<boolean> {
  const sql = `UPDATE lists SET object_key = NULL, validators = '{}', status = 'ACTIVATING', due_ms = ?3,
    error = 'the compiled tables cannot be read', error_ms = ?3 WHERE id = ?1 AND object_key = ?2`;
  return (await db.prepare(sql).bind(id, objectKey, nowMs).run()).meta.changes > 0;
}
