/** A list's state as the API shows it. */

import { isoFromMs } from "../../core/net/time.ts";
import type { Use } from "../../feeds/lists-in-use.ts";
import type { Compiled, List } from "../../store/lists.ts";

function time(ms: number | null): string | null {
  return ms === null ? null : isoFromMs(ms);
}

/** What the tables hold and what was refused; `use`: whether and why not they are looked at. */
export function stateJson(list: List, use: Use) {
  const { status, error, errorMs, checkedMs, changedMs, dueMs, compiled, held } = list;
  return {
    status,
    use,
    ...contentJson(compiled),
    checkedAt: time(checkedMs),
    changedAt: time(changedMs),
    error: error === null ? null : { reason: error, at: time(errorMs) },
    nextAt: time(dueMs),
    held: held === null ? null : contentJson(held),
  };
}

function contentJson(compiled: Compiled | null) {
  return {
    entries: compiled?.entries ?? 0,
    rejected: compiled?.rejected ?? 0,
    leftOut: compiled?.leftOut ?? 0,
    samples: compiled?.samples ?? [],
    categories: compiled?.categories ?? [],
    readAs: compiled?.format ?? null,
    tableBytes: compiled?.bytes ?? 0,
  };
}

export function listJson(list: List, use: Use) {
  const { id, name, kind, entities, format, location, sourceId, createdMs } = list;
  return { id, name, kind, entities, format, location, sourceId, createdAt: time(createdMs), ...stateJson(list, use) };
}
