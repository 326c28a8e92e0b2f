/** An inventory in memory: for `scan` and tests. */

import type { Entity } from "./entity.ts";
import type { InventoryStore } from "./inventory.ts";

export function memoryInventory(): InventoryStore {
  const entities = new Map<string, Entity>();
  const links = new Map<string, string>();
  /** What stands before a name's last "/", that included → names. */
  const below = new Map<string, Set<string>>();
  return {
    get: (id) => entities.get(id) ?? null,
    put: (entity) => void entities.set(entity.id, entity),
    count: () => entities.size,
    link: (name, id) => {
      links.set(name, id);
      const prefix = name.slice(0, name.lastIndexOf("/") + 1);
      const names = below.get(prefix);
      if (names) names.add(name);
      else below.set(prefix, new Set([name]));
    },
    linked: (name) => links.get(name) ?? null,
    linkedBelow: (prefix, max) =>
      [...(below.get(prefix) ?? [])]
        .sort()
        .slice(0, max)
        .flatMap((name) => links.get(name) ?? []),
  };
}
