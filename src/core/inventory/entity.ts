/** A resource that hosts are made of, as learned from API calls: each field by the latest call that set it. */

import type { Json } from "../json.ts";

export type EntityKind = "instance" | "interface" | "allocation";

/** Plain data. Field → event time in ms of the call that set it, and its value. */
export type Entity = {
  readonly kind: EntityKind;
  /** "i-…", "eni-…", "eipalloc-…". */
  readonly id: string;
  readonly fields: Readonly<Record<string, readonly [timeMs: number, value: Json]>>;
};

export type Change = {
  readonly kind: EntityKind;
  readonly id: string;
  readonly timeMs: number;
  /** Only what the call says; null where it takes something away. */
  readonly fields: Readonly<Record<string, Json>>;
};

/** Commutative, associative and idempotent: calls may arrive late, twice and in any order. Null where nothing changes. */
export function withChange(known: Entity | null, { kind, id, timeMs, fields }: Change): Entity | null {
  const merged = new Map(Object.entries(known?.fields ?? {}));
  let changed = known === null;
  for (const [name, value] of Object.entries(fields)) {
    const old = merged.get(name);
    if (old && !isLater(timeMs, value, old)) continue;
    merged.set(name, [timeMs, value]);
    changed = true;
  }
  return changed ? { kind, id, fields: Object.fromEntries(merged) } : null;
}

/** Times are in seconds: of two calls in one second, the order of their values decides. */
function isLater(timeMs: number, value: Json, [oldMs, oldValue]: readonly [number, Json]): boolean {
  if (timeMs !== oldMs) return timeMs > oldMs;
  return JSON.stringify(value) > JSON.stringify(oldValue);
}

export function valueOf(entity: Entity | null, name: string): Json {
  const field = entity && Object.hasOwn(entity.fields, name) ? entity.fields[name] : undefined;
  return field?.[1] ?? null;
}

export function textOf(entity: Entity | null, name: string): string | null {
  const value = valueOf(entity, name);
  return typeof value === "string" ? value : null;
}
