/** The cron's part: feeds that are on by default get their rows, and lists that are due a message. One query where none is. */

import { QUEUE_SEND_BATCH_MAX } from "../core/limits.ts";
import type { Env } from "../env.ts";
import { leaseLists } from "../store/list-readings.ts";
import { switchFeedsOn } from "../store/list-requests.ts";
import { allLists, type List } from "../store/lists.ts";
import { FEEDS } from "./catalogue.ts";

/** `local`: the local stack reaches for nothing outside unless a feed is switched on by hand. */
export async function queueDueLists(env: Pick<Env, "DB" | "LISTS">, local: boolean, nowMs: number): Promise<void> {
  const lists = await withDefaults(env.DB, local, nowMs);
  const due = lists.filter(({ dueMs }) => dueMs !== null && dueMs <= nowMs).slice(0, QUEUE_SEND_BATCH_MAX);
  if (due.length === 0) return;
  // Sent first: a lease without its message would keep the list waiting; a message twice changes nothing.
  await env.LISTS.sendBatch(due.map(({ id }) => ({ body: { listId: id } })));
  await leaseLists(env.DB, due, nowMs);
}

async function withDefaults(db: D1Database, local: boolean, nowMs: number): Promise<readonly List[]> {
  const lists = await allLists(db);
  if (local) return lists;
  const known = new Set(lists.map(({ id }) => id));
  const missing = FEEDS.filter(({ id, defaultOn }) => defaultOn && !known.has(id));
  if (missing.length === 0) return lists;
  await switchFeedsOn(db, missing, nowMs);
  return await allLists(db);
}
