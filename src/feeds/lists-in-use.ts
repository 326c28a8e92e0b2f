/** Which lists an isolate loads: those with tables in use that have not expired, as many as there is room for. Pure. */

import { FEED_EXPIRED_DAYS, FEED_STALE_DAYS, LISTS_LOADED_BYTES_MAX } from "../core/limits.ts";
import type { Compiled, List } from "../store/lists.ts";
import { FEEDS } from "./catalogue.ts";

const DAY_MS = 86_400_000;

export type ListInUse = List & { readonly objectKey: string; readonly compiled: Compiled };

/** "stale": still used. "expired" and "no-room": not used. */
export type Use = "in-use" | "stale" | "expired" | "no-room" | "unused";

/** Trusted lists first: without them the others would raise what they silence. Then custom ones, then feeds in the catalogue's order. */
export function usesOf(lists: readonly List[], nowMs: number): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  let bytes = 0;
  for (const list of [...lists].sort((one, other) => place(one) - place(other))) {
    const use = useOf(list, nowMs);
    const size = list.compiled?.bytes ?? 0;
    const loaded = use === "in-use" || use === "stale";
    const fits = bytes + size <= LISTS_LOADED_BYTES_MAX;
    if (loaded && fits) bytes += size;
    uses.set(list.id, loaded && !fits ? "no-room" : use);
  }
  return uses;
}

export function listsInUse(lists: readonly List[], nowMs: number): readonly ListInUse[] {
  const uses = usesOf(lists, nowMs);
  return lists.filter((list): list is ListInUse => {
    const use = uses.get(list.id);
    return (use === "in-use" || use === "stale") && list.objectKey !== null && list.compiled !== null;
  });
}

function place({ id, kind }: List): number {
  if (kind !== "feed") return kind === "trusted" ? -2 : -1;
  const at = FEEDS.findIndex((feed) => feed.id === id);
  return at < 0 ? FEEDS.length : at;
}

function useOf({ kind, objectKey, checkedMs }: List, nowMs: number): Use {
  if (objectKey === null) return "unused";
  if (kind !== "feed") return "in-use";
  const days = (nowMs - (checkedMs ?? 0)) / DAY_MS;
  if (days >= FEED_EXPIRED_DAYS) return "expired";
  return days >= FEED_STALE_DAYS ? "stale" : "in-use";
}
