/** The lists in use, held in the isolate: pointers are read at most once a minute, tables once for each content. */

import type { ThreatTables } from "../core/intel/tables.ts";
import { LIST_POINTERS_MS } from "../core/limits.ts";
import type { HashKey } from "../core/net/keyed-hash.ts";
import type { Env } from "../env.ts";
import { readListKey } from "../store/list-key.ts";
import { markTablesLost } from "../store/list-readings.ts";
import { allLists } from "../store/lists.ts";
import { readTables } from "./list-objects.ts";
import { type ListInUse, listsInUse } from "./lists-in-use.ts";

type ListsEnv = Pick<Env, "DB" | "TABLES">;

/** Values, never promises: one that another invocation was to settle hangs for ever when that one ends early. */
type Held = {
  pointers: { readonly lists: readonly ListInUse[]; readonly readMs: number } | null;
  /** By object key. */
  readonly tables: Map<string, ThreatTables>;
};

const held = new WeakMap<D1Database, Held>();

function heldOf({ DB }: Pick<Env, "DB">): Held {
  const known = held.get(DB);
  if (known) return known;
  const made: Held = { pointers: null, tables: new Map() };
  held.set(DB, made);
  return made;
}

/** The isolate that switches a pointer goes by it at once; others within LIST_POINTERS_MS. */
export function forgetPointers(env: Pick<Env, "DB">): void {
  heldOf(env).pointers = null;
}

export async function pointersOf(env: ListsEnv, nowMs: number): Promise<readonly ListInUse[]> {
  const own = heldOf(env);
  if (own.pointers !== null && nowMs - own.pointers.readMs < LIST_POINTERS_MS) return own.pointers.lists;
  const lists = listsInUse(await allLists(env.DB), nowMs);
  own.pointers = { lists, readMs: nowMs };
  return lists;
}

/** Throws where D1 or R2 gives no answer. Tables that are gone or damaged are read from their source again, and told. */
export async function loadLists(env: ListsEnv, nowMs: number): Promise<readonly ThreatTables[]> {
  const loaded = await loadOnce(env, nowMs);
  if (!loaded.some((table) => table === null)) return loaded as readonly ThreatTables[];
  // The pointers may have been older than the tables that replaced these.
  forgetPointers(env);
  return (await loadOnce(env, nowMs)).filter((table) => table !== null);
}

async function loadOnce(env: ListsEnv, nowMs: number): Promise<readonly (ThreatTables | null)[]> {
  const { tables } = heldOf(env);
  const lists = await pointersOf(env, nowMs);
  const wanted = new Set(lists.map(({ objectKey }) => objectKey));
  for (const objectKey of tables.keys()) if (!wanted.has(objectKey)) tables.delete(objectKey);
  const missing = lists.filter(({ objectKey }) => !tables.has(objectKey));
  if (missing.length > 0) {
    const key = await readListKey(env.DB);
    for (const list of missing) {
      const table = await load(env, list, key, nowMs);
      // Only what was loaded is remembered.
      if (table !== null) tables.set(list.objectKey, table);
    }
  }
  return lists.map(({ objectKey }) => tables.get(objectKey) ?? null);
}

async function load(env: ListsEnv, list: ListInUse, key: HashKey, nowMs: number): Promise<ThreatTables | null> {
  const decoded = await readTables(env.TABLES, list.objectKey, key);
  if (decoded?.ok) return decoded.value;
  const reason = decoded === null ? "there are none" : decoded.error;
  console.error(JSON.stringify({ event: "lists.tables-lost", list: list.id, objectKey: list.objectKey, reason }));
  await markTablesLost(env.DB, list.id, list.objectKey, nowMs);
  return null;
}
