/** Threat feeds and custom lists: state, and the pointer to the tables in use. Every switch is one statement. */

import type { Category } from "../core/intel/categories.ts";
import { isCategory } from "../core/intel/categories.ts";
import { LIST_FORMATS, type ListFormat } from "../core/intel/lists/sniff.ts";
import { LIST_ERROR_CHARS_MAX, LIST_LEASE_DOUBLINGS_MAX, LIST_LEASE_MS } from "../core/limits.ts";

/** GuardDuty's statuses of IPSet and ThreatIntelSet; a deleted list has no row. */
export type ListStatus = "INACTIVE" | "ACTIVATING" | "ACTIVE" | "DEACTIVATING" | "ERROR" | "DELETE_PENDING";
export type ListKind = "feed" | "threat" | "trusted";

/** Of tables that are in use or held back. */
export type Compiled = {
  readonly bytes: number;
  readonly entries: number;
  readonly categories: readonly Category[];
  readonly format: string;
  readonly rejected: number;
  readonly leftOut: number;
  readonly samples: readonly string[];
};

export type StoredValidators = {
  readonly etag: string | null;
  readonly modified: string | null;
  readonly compiler: number;
};

export type List = {
  readonly id: string;
  readonly kind: ListKind;
  readonly name: string;
  readonly entities: "ip" | "entity";
  readonly format: ListFormat | null;
  /** https URL or s3://bucket/key; null for an uploaded list, and for a feed, whose address is in the catalogue. */
  readonly location: string | null;
  readonly sourceId: string | null;
  readonly status: ListStatus;
  readonly revision: number;
  readonly createdMs: number;
  readonly dueMs: number | null;
  /** Readings begun since the last that went well. */
  readonly failures: number;
  readonly error: string | null;
  readonly errorMs: number | null;
  readonly checkedMs: number | null;
  readonly changedMs: number | null;
  readonly validators: StoredValidators | null;
  /** Null: nothing of it is in use. */
  readonly objectKey: string | null;
  readonly compiled: Compiled | null;
  readonly heldKey: string | null;
  readonly held: Compiled | null;
};

type ListRow = {
  readonly id: string;
  readonly kind: ListKind;
  readonly name: string;
  readonly entities: "ip" | "entity";
  readonly format: string | null;
  readonly location: string | null;
  readonly source_id: string | null;
  readonly status: ListStatus;
  readonly revision: number;
  readonly created_ms: number;
  readonly due_ms: number | null;
  readonly failures: number;
  readonly error: string | null;
  readonly error_ms: number | null;
  readonly checked_ms: number | null;
  readonly changed_ms: number | null;
  readonly validators: string;
  readonly object_key: string | null;
  readonly compiled: string | null;
  readonly held_key: string | null;
  readonly held: string | null;
};

function listOf(row: ListRow): List {
  const validators = JSON.parse(row.validators) as Partial<StoredValidators>;
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    entities: row.entities,
    format: LIST_FORMATS.find((format) => format === row.format) ?? null,
    location: row.location,
    sourceId: row.source_id,
    status: row.status,
    revision: row.revision,
    createdMs: row.created_ms,
    dueMs: row.due_ms,
    failures: row.failures,
    error: row.error,
    errorMs: row.error_ms,
    checkedMs: row.checked_ms,
    changedMs: row.changed_ms,
    validators: validators.compiler === undefined ? null : (validators as StoredValidators),
    objectKey: row.object_key,
    compiled: compiledOf(row.compiled),
    heldKey: row.held_key,
    held: compiledOf(row.held),
  };
}

/** Categories that a later version dropped are none. */
function compiledOf(text: string | null): Compiled | null {
  if (text === null) return null;
  const compiled = JSON.parse(text) as Compiled;
  return { ...compiled, categories: compiled.categories.filter(isCategory) };
}

/** All, oldest first: a few dozen. */
export async function allLists(db: D1Database): Promise<List[]> {
  const { results } = await db.prepare("SELECT * FROM lists ORDER BY created_ms, id").all<ListRow>();
  return results.map(listOf);
}

export async function getList(db: D1Database, id: string): Promise<List | null> {
  const row = await db.prepare("SELECT * FROM lists WHERE id = ?").bind(id).first<ListRow>();
  return row === null ? null : listOf(row);
}

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

/** Puts the version that was held back to use. False where there is none. */
export async function acceptHeld(db: D1Database, id: string, nowMs: number): Promise<boolean> {
  const sql = `UPDATE lists SET object_key = held_key, compiled = held, validators = '{}', held_key = NULL, held = NULL,
    error = NULL, checked_ms = ?2, changed_ms = ?2 WHERE id = ?1 AND held_key IS NOT NULL AND status = 'ACTIVE'`;
  return (await db.prepare(sql).bind(id, nowMs).run()).meta.changes > 0;
}

/** Tables in use that are gone or damaged: the list is read from its source again. */
export async function markTablesLost(db: D1Database, id: string, objectKey: string, nowMs: number): Promise<boolean> {
  const sql = `UPDATE lists SET object_key = NULL, validators = '{}', status = 'ACTIVATING', due_ms = ?3,
    error = 'the compiled tables cannot be read', error_ms = ?3 WHERE id = ?1 AND object_key = ?2`;
  return (await db.prepare(sql).bind(id, objectKey, nowMs).run()).meta.changes > 0;
}
