/** The key of hashed names in this deployment's tables: made once. Whoever knows it can make names that collide with listed ones. */

import type { HashKey } from "../core/net/keyed-hash.ts";

const SELECT = "SELECT word0, word1 FROM list_keys";
type KeyRow = { readonly word0: number; readonly word1: number };

/** `fresh`: two random uint32, kept if there is no key yet. */
export async function makeListKey(db: D1Database, fresh: HashKey): Promise<HashKey> {
  const [, kept] = await db.batch<KeyRow>([
    db.prepare("INSERT INTO list_keys (id, word0, word1) VALUES (1, ?, ?) ON CONFLICT DO NOTHING").bind(...fresh),
    db.prepare(SELECT),
  ]);
  return keyOf(kept?.results[0]);
}

/** The key that stored tables were made with. */
export async function readListKey(db: D1Database): Promise<HashKey> {
  return keyOf((await db.prepare(SELECT).first<KeyRow>()) ?? undefined);
}

function keyOf(row: KeyRow | undefined): HashKey {
  if (row === undefined) throw new Error("there is no key of the lists");
  return [row.word0, row.word1];
}
