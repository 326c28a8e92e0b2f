/** One list, read from its source to tables in use. Whatever goes wrong, the last good tables stay, and the reason is kept. */

import type { HashKey } from "../core/net/keyed-hash.ts";
import { DAY_MS } from "../core/profile/frequency.ts";
import { isoFromMs } from "../core/net/time.ts";
import {
  FEED_RETRY_FIRST_MS,
  FEED_SHRINK_ENTRIES_MIN,
  FEED_SHRINK_RATIO_MIN,
  LISTING_AGE_TABLES_BYTES_MAX,
} from "../core/limits.ts";
import type { Env } from "../env.ts";
import { makeListKey } from "../store/list-key.ts";
import { holdTables, markListFailed, markUnchanged, switchTables } from "../store/list-readings.ts";
import { type Compiled, getList, type List } from "../store/lists.ts";
import { feedOf } from "./catalogue.ts";
import { type Ages, compileList, LIST_COMPILER_VERSION } from "./compile-list.ts";
import type { Validators } from "./fetch-list.ts";
import { ListError } from "./list-error.ts";
import { putTables, readTables, sweepTables } from "./list-objects.ts";
import { type ListSpec, specOf } from "./list-spec.ts";
import { forgetPointers } from "./loaded-lists.ts";
import { openList, type OpenListDeps } from "./open-list.ts";

export type RefreshDeps = OpenListDeps & { readonly nowMs: number; readonly freshKey: () => HashKey };

/** Nothing for a list that is off, gone or asked for something else meanwhile. Throws for R2 and D1 alone. */
export async function refreshList(env: Env, listId: string, deps: RefreshDeps): Promise<void> {
  const list = await getList(env.DB, listId);
  if (list === null || !isWanted(list)) return;
  const spec = specOf(list);
  try {
    if (spec === null) throw new ListError("this version of Watchpost knows no feed of this id");
    await refresh(env, list, spec, deps);
  } catch (error) {
    if (!(error instanceof ListError)) throw error;
    console.error(JSON.stringify({ event: "lists.refused", list: list.id, reason: error.message }));
    await markListFailed(env.DB, list, error.message, deps.nowMs, retryMs(list, deps.nowMs));
  }
  forgetPointers(env);
}

/** A custom list is read once for each activation, however often its message comes. */
function isWanted({ kind, status }: List): boolean {
  return status === "ACTIVATING" || (kind === "feed" && (status === "ACTIVE" || status === "ERROR"));
}

async function refresh(env: Env, list: List, spec: ListSpec, deps: RefreshDeps): Promise<void> {
  const { nowMs } = deps;
  const download = await openList(env, list, knownOf(list), spec.bytesMax, deps);
  const dueMs = nextMs(list, nowMs);
  if (download.kind === "unchanged") return await markUnchanged(env.DB, list, nowMs, dueMs);
  const key = await makeListKey(env.DB, deps.freshKey());
  const ages = await agesOf(env, list, spec, key, nowMs);
  const { tables, entries, categories, summary } = await compileList(download.body, spec, key, isoFromMs(nowMs), ages);
  const objectKey = await putTables(env.TABLES, list.id, tables);
  const compiled: Compiled = { bytes: tables.length, entries, categories, ...summary };
  if (shrunk(list, entries)) {
    const reason = `held back: ${entries} entries after ${list.compiled?.entries} before`;
    console.error(JSON.stringify({ event: "lists.held", list: list.id, reason }));
    await holdTables(env.DB, list, { objectKey, compiled, reason, nowMs, dueMs });
  } else {
    const validators = { ...download.validators, compiler: LIST_COMPILER_VERSION };
    await switchTables(env.DB, list, { objectKey, compiled, validators, nowMs, dueMs });
  }
  await sweepTables(env.TABLES, env.DB, list.id, nowMs);
}

/** Categories whose entries have no reputation. */
const AGELESS: ReadonlySet<unknown> = new Set(["popular", "cloud"]);

/** None of custom lists, whose owners know, and of those too large to be held twice. */
async function agesOf(env: Env, list: List, spec: ListSpec, key: HashKey, nowMs: number): Promise<Ages | null> {
  const tooLarge = (list.compiled?.bytes ?? 0) > LISTING_AGE_TABLES_BYTES_MAX;
  if (!spec.published || AGELESS.has(spec.category) || tooLarge) return null;
  const decoded = list.objectKey === null ? null : await readTables(env.TABLES, list.objectKey, key);
  return { before: decoded?.ok ? decoded.value : null, today: Math.floor(nowMs / DAY_MS) };
}

/** Only where tables of these very bytes are in use may the source say that nothing has changed. */
function knownOf({ objectKey, validators }: List): Validators | null {
  return objectKey !== null && validators?.compiler === LIST_COMPILER_VERSION ? validators : null;
}

/** Custom lists are their owner's to shorten. */
function shrunk({ kind, objectKey, compiled }: List, entries: number): boolean {
  if (kind !== "feed" || objectKey === null || compiled === null) return false;
  return compiled.entries >= FEED_SHRINK_ENTRIES_MIN && entries < compiled.entries * FEED_SHRINK_RATIO_MIN;
}

/** Custom lists are read when they are activated and not of themselves, as in GuardDuty. */
function nextMs({ id, kind }: List, nowMs: number): number | null {
  return kind === "feed" ? nowMs + (feedOf(id)?.refreshMinutes ?? 0) * 60_000 : null;
}

function retryMs({ id, kind, failures }: List, nowMs: number): number | null {
  const feed = feedOf(id);
  if (kind !== "feed" || feed === null) return null;
  return (
    nowMs + Math.min(feed.refreshMinutes * 60_000, FEED_RETRY_FIRST_MS * 2 ** Math.min(Math.max(0, failures - 1), 20))
  );
}
