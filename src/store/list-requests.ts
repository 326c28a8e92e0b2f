/** What users ask of feeds and lists: on and off, new, read again, gone. */

import { getList, type List } from "./lists.ts";

/** Switches a feed on, as if it had always been here; nothing where it is on already. */
export async function switchFeedsOn(
  db: D1Database,
  feeds: readonly { readonly id: string; readonly name: string }[],
  nowMs: number,
): Promise<void> {
  const sql = `INSERT INTO lists (id, kind, name, entities, status, created_ms, due_ms)
    SELECT value ->> 'id', 'feed', value ->> 'name', 'entity', 'ACTIVATING', ?2, ?2 FROM json_each(?1) WHERE true
    ON CONFLICT (id) DO UPDATE SET status = 'ACTIVATING', due_ms = ?2, revision = revision + 1, failures = 0
    WHERE status IN ('INACTIVE', 'ERROR')`;
  await db
    .prepare(sql)
    .bind(JSON.stringify(feeds.map(({ id, name }) => ({ id, name }))), nowMs)
    .run();
}

/** A feed that is off keeps its row: the default must not switch it on again. */
export async function switchFeedOff(
  db: D1Database,
  { id, name }: { readonly id: string; readonly name: string },
  nowMs: number,
): Promise<void> {
  const insert = `INSERT INTO lists (id, kind, name, entities, status, created_ms)
    VALUES (?1, 'feed', ?2, 'entity', 'INACTIVE', ?3) ON CONFLICT (id) DO NOTHING`;
  await db.batch([db.prepare(insert).bind(id, name, nowMs), deactivation(db, id)]);
}

export type NewList = Pick<List, "id" | "name" | "entities" | "format" | "location" | "sourceId" | "createdMs"> & {
  readonly kind: "threat" | "trusted";
  /** Lists of this kind and these entities that there may be. */
  readonly listsMax: number;
};

/** False where there are as many of this kind as there may be. It is inactive. */
export async function createList(db: D1Database, list: NewList): Promise<boolean> {
  const sql = `INSERT INTO lists (id, kind, name, entities, format, location, source_id, status, created_ms)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 'INACTIVE', ?8
    WHERE (SELECT count(*) FROM lists WHERE kind = ?2 AND entities = ?4) < ?9`;
  const { id, kind, name, entities, format, location, sourceId, createdMs, listsMax } = list;
  const { meta } = await db
    .prepare(sql)
    .bind(id, kind, name, entities, format, location, sourceId, createdMs, listsMax)
    .run();
  return meta.changes > 0;
}

/** To be read, or read again, now. False in a status that takes no request. What is in use stays so meanwhile. */
export async function activateList(db: D1Database, id: string, nowMs: number): Promise<boolean> {
  const sql = `UPDATE lists SET status = 'ACTIVATING', due_ms = ?2, revision = revision + 1, failures = 0
    WHERE id = ?1 AND status IN ('INACTIVE', 'ACTIVE', 'ERROR')`;
  return (await db.prepare(sql).bind(id, nowMs).run()).meta.changes > 0;
}

/** A feed that is on is due now. */
export async function refreshFeed(db: D1Database, id: string, nowMs: number): Promise<boolean> {
  const sql = "UPDATE lists SET due_ms = ?2 WHERE id = ?1 AND kind = 'feed' AND status <> 'INACTIVE'";
  return (await db.prepare(sql).bind(id, nowMs).run()).meta.changes > 0;
}

function deactivation(db: D1Database, id: string): D1PreparedStatement {
  const sql = `UPDATE lists SET status = 'INACTIVE', due_ms = NULL, revision = revision + 1, object_key = NULL,
    compiled = NULL, held_key = NULL, held = NULL, validators = '{}', error = NULL, failures = 0
    WHERE id = ? AND status IN ('ACTIVE', 'ERROR', 'INACTIVE', 'ACTIVATING')`;
  return db.prepare(sql).bind(id);
}

/** No longer in use from this statement on. False in a status that takes no request. */
export async function deactivateList(db: D1Database, id: string): Promise<boolean> {
  const list = await getList(db, id);
  if (list === null || list.status === "ACTIVATING") return false;
  return (await deactivation(db, id).run()).meta.changes > 0;
}

/** Out of use at once; its row goes when its objects are gone (`forgetList`). */
export async function markDeleting(db: D1Database, id: string): Promise<void> {
  const sql = `UPDATE lists SET status = 'DELETE_PENDING', due_ms = NULL, revision = revision + 1, object_key = NULL,
    held_key = NULL WHERE id = ?`;
  await db.prepare(sql).bind(id).run();
}

export async function forgetList(db: D1Database, id: string): Promise<void> {
  await db.prepare("DELETE FROM lists WHERE id = ? AND status = 'DELETE_PENDING'").bind(id).run();
}

/** Puts the version that was held back to use. False where there is none. */
export async function acceptHeld(db: D1Database, id: string, nowMs: number): Promise<boolean> {
  const sql = `UPDATE lists SET object_key = held_key, compiled = held, validators = '{}', held_key = NULL, held = NULL,
    error = NULL, checked_ms = ?2, changed_ms = ?2 WHERE id = ?1 AND held_key IS NOT NULL AND status = 'ACTIVE'`;
  return (await db.prepare(sql).bind(id, nowMs).run()).meta.changes > 0;
}
