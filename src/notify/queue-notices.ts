/** Outbox rows → messages. A message that is lost here is sent again by the sweep. */

import { NOTICE_REQUEUE_AFTER_MS, NOTICE_SWEEP_MAX, QUEUE_SEND_BATCH_MAX } from "../core/limits.ts";
import { dueNotices, postponeNotices } from "../store/notices.ts";
import type { NoticeMessage } from "./notice-message.ts";

export async function queueNotices(queue: Queue<NoticeMessage>, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += QUEUE_SEND_BATCH_MAX) {
    const batch = ids.slice(at, at + QUEUE_SEND_BATCH_MAX);
    await queue.sendBatch(batch.map((noticeId) => ({ body: { noticeId } })));
  }
}

/** Queues again what has been pending for longer than its message should have taken. */
export async function sweepNotices(db: D1Database, queue: Queue<NoticeMessage>, nowMs: number): Promise<number> {
  const due = await dueNotices(db, nowMs, NOTICE_SWEEP_MAX);
  const ids = due.map(({ id }) => id);
  await postponeNotices(db, ids, nowMs + NOTICE_REQUEUE_AFTER_MS);
  await queueNotices(queue, ids);
  return ids.length;
}
