/** A list's objects in R2: compiled tables under the hash of what they hold, and what was uploaded. */

import { decodeTables } from "../core/intel/tables-codec.ts";
import type { ThreatTables } from "../core/intel/tables.ts";
import { LIST_OBJECTS_KEPT_MS } from "../core/limits.ts";
import type { HashKey } from "../core/net/keyed-hash.ts";
import type { Result } from "../core/result.ts";
import { readWhole } from "../http/read-whole.ts";
import { getList } from "../store/lists.ts";

/** No tables are named so: theirs are 64 hexadecimal digits. */
export function uploadKey(listId: string): string {
  return `lists/${listId}/upload`;
}

/** The same tables have the same key: a message delivered twice writes the same object. */
export async function putTables(bucket: R2Bucket, listId: string, tables: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", tables));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const key = `lists/${listId}/${hex}`;
  await bucket.put(key, tables);
  return key;
}

/** Null where there are none; an error where they are damaged. */
export async function readTables(
  bucket: R2Bucket,
  objectKey: string,
  key: HashKey,
): Promise<Result<ThreatTables> | null> {
  const object = await bucket.get(objectKey);
  return object === null ? null : decodeTables(await readWhole(object.body, object.size), key);
}

/** Deletes tables that the list's row names no more, once no isolate can go by an older pointer. */
export async function sweepTables(bucket: R2Bucket, db: D1Database, listId: string, nowMs: number): Promise<void> {
  const list = await getList(db, listId);
  const kept = new Set([uploadKey(listId), list?.objectKey, list?.heldKey]);
  const { objects } = await bucket.list({ prefix: `lists/${listId}/` });
  const old = objects.filter(({ key, uploaded }) => {
    return !kept.has(key) && uploaded.getTime() < nowMs - LIST_OBJECTS_KEPT_MS;
  });
  if (old.length > 0) await bucket.delete(old.map(({ key }) => key));
}

export async function deleteObjects(bucket: R2Bucket, listId: string): Promise<void> {
  const { objects } = await bucket.list({ prefix: `lists/${listId}/` });
  if (objects.length > 0) await bucket.delete(objects.map(({ key }) => key));
}
