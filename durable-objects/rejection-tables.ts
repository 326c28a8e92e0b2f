/** Rejected objects that are still to be told, counted by cause: one finding for a flood, not one for each object. */

import { REJECTED_KEYS_SHOWN_MAX } from "../src/core/limits.ts";

/** `id` names the batch for good: telling it twice tells it once. */
export type Rejections = {
  readonly id: number;
  readonly cause: string;
  readonly objects: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly keys: readonly string[];
  readonly reason: string;
};

export function createRejectionTable(sql: SqlStorage): void {
  // AUTOINCREMENT: the id of a batch that was told and deleted must not come again.
  sql.exec(`CREATE TABLE IF NOT EXISTS rejections (
    id INTEGER PRIMARY KEY AUTOINCREMENT, cause TEXT NOT NULL, sealed INTEGER NOT NULL DEFAULT 0, objects INTEGER NOT NULL,
    first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, keys TEXT NOT NULL, reason TEXT NOT NULL)`);
}

type Row = Omit<Rejections, "keys"> & { readonly keys: string };
const COLUMNS = "id, cause, objects, first_ms AS firstMs, last_ms AS lastMs, keys, reason";

export function noteRejection(sql: SqlStorage, cause: string, key: string, reason: string, nowMs: number): void {
  const query = `SELECT ${COLUMNS} FROM rejections WHERE cause = ? AND sealed = 0`;
  const open = sql.exec<Row>(query, cause).toArray()[0];
  if (!open) {
    const insert = `INSERT INTO rejections (cause, objects, first_ms, last_ms, keys, reason) VALUES (?1, 1, ?2, ?2, ?3, ?4)`;
    sql.exec(insert, cause, nowMs, JSON.stringify([key]), reason);
    return;
  }
  const keys = [...(JSON.parse(open.keys) as string[]), key].slice(0, REJECTED_KEYS_SHOWN_MAX);
  const update = "UPDATE rejections SET objects = objects + 1, last_ms = ?2, keys = ?3 WHERE id = ?1";
  sql.exec(update, open.id, nowMs, JSON.stringify(keys));
}

/** Closes the batches: what is rejected from now on goes into others. Those closed before and not told come too. */
export function sealRejections(sql: SqlStorage): Rejections[] {
  sql.exec("UPDATE rejections SET sealed = 1 WHERE sealed = 0");
  const rows = sql.exec<Row>(`SELECT ${COLUMNS} FROM rejections ORDER BY id`).toArray();
  return rows.map(({ keys, ...row }) => ({ ...row, keys: JSON.parse(keys) as string[] }));
}

export function forgetRejections(sql: SqlStorage, ids: readonly number[]): void {
  sql.exec("DELETE FROM rejections WHERE id IN (SELECT value FROM json_each(?))", JSON.stringify(ids));
}
