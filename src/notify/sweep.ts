/** Cron: notices whose queue message was lost, or never sent because a consumer died between store and queue. */

import { NOTICE_SWEEP_MAX } from "../core/limits.ts";
import type { NoticeMessage } from "../env.ts";
import { markQueued, overdueNotices } from "../store/notices.ts";
import { enqueueNotices } from "./enqueue.ts";

/** Returns how many were queued again. A second message for one notice is harmless: one consumer claims it. */
export async function sweepNotices(
  db: D1Database,
  queue: Pick<Queue<NoticeMessage>, "sendBatch">,
  nowMs: number,
): Promise<number> {
  const ids = await overdueNotices(db, nowMs, NOTICE_SWEEP_MAX);
  if (ids.length === 0) return 0;
  await enqueueNotices(queue, ids);
  await markQueued(db, ids, nowMs);
  return ids.length;
}
