/** Notices → their queue. */

import { QUEUE_SEND_BATCH_MAX } from "../core/limits.ts";
import type { NoticeMessage } from "../env.ts";

/** Throws when the queue does; the sweeper then finds what was not sent. */
export async function enqueueNotices(queue: Pick<Queue<NoticeMessage>, "sendBatch">, ids: readonly string[]) {
  for (let from = 0; from < ids.length; from += QUEUE_SEND_BATCH_MAX) {
    const slice = ids.slice(from, from + QUEUE_SEND_BATCH_MAX);
    await queue.sendBatch(slice.map((noticeId) => ({ body: { noticeId } })));
  }
}
