/** The inventory of a RegionProfile in SQL: one row an entity, one row a link. */

import type { Entity } from "../src/core/inventory/entity.ts";
import type { InventoryStore } from "../src/core/inventory/inventory.ts";

/** `written` is told of rows written. */
export function sqlInventory(sql: SqlStorage, written: (rows: number) => void): InventoryStore {
  sql.exec(`CREATE TABLE IF NOT EXISTS entities (id TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS links (name TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID`);
  /** Counted once: a rolled-back transaction leaves it too high by what it held, until the object starts anew. */
  let entities: number | null = null;
  return {
    get: (id) => {
      const row = sql.exec<{ entity: string }>("SELECT entity FROM entities WHERE id = ?", id).toArray()[0];
      return row ? (JSON.parse(row.entity) as Entity) : null;
    },
    put: (entity, isNew) => {
      const upsert = "INSERT OR REPLACE INTO entities (id, entity) VALUES (?, ?)";
      written(sql.exec(upsert, entity.id, JSON.stringify(entity)).rowsWritten);
      if (isNew && entities !== null) entities++;
    },
    count: () => (entities ??= sql.exec<{ rows: number }>("SELECT count(*) AS rows FROM entities").one().rows),
    link: (name, id) => {
      const upsert = `INSERT INTO links (name, id) VALUES (?1, ?2)
        ON CONFLICT (name) DO UPDATE SET id = excluded.id WHERE id <> excluded.id`;
      written(sql.exec(upsert, name, id).rowsWritten);
    },
    linked: (name) => sql.exec<{ id: string }>("SELECT id FROM links WHERE name = ?", name).toArray()[0]?.id ?? null,
    linkedBelow: (prefix, max) => {
      const query = "SELECT id FROM links WHERE name > ?1 AND name < ?1 || char(1114111) ORDER BY name LIMIT ?2";
      return sql
        .exec<{ id: string }>(query, prefix, max)
        .toArray()
        .map(({ id }) => id);
    },
  };
}
