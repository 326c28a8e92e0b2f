/** Objects → messages of the ingest queue, in batches that Queues takes. */

import { QUEUE_SEND_BATCH_MAX } from "../core/limits.ts";
import type { IngestMessage, LedgerObject } from "./ingest-message.ts";

/** Messages of a few hundred bytes: the count is the bound that matters. */
export async function sendObjects(
  queue: Queue<IngestMessage>,
  sourceId: string,
  accountId: string,
  objects: readonly LedgerObject[],
): Promise<void> {
  for (let at = 0; at < objects.length; at += QUEUE_SEND_BATCH_MAX) {
    const batch = objects.slice(at, at + QUEUE_SEND_BATCH_MAX);
    await queue.sendBatch(
      batch.map(({ key, etag, size, modifiedMs, learn }) => ({
        body: { sourceId, accountId, key, etag, size, modifiedMs, learn },
      })),
    );
  }
}
