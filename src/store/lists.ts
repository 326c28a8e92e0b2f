/**
 * Threat feeds and custom lists as D1 has them: state, and the pointer to the tables in use. What users ask of them is in
 * list-requests.ts, what became of their reading in list-readings.ts: every switch is one statement.
 */

import type { Category } from "../core/intel/categories.ts";
import { isCategory } from "../core/intel/categories.ts";
import { LIST_FORMATS, type ListFormat } from "../core/intel/lists/sniff.ts";

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
