/** The lists queue: one message, one list. */

import type { Env } from "../env.ts";
import { listMessage } from "./list-message.ts";
import { refreshList } from "./refresh-list.ts";

/** A list that cannot be read is no reason to deliver the message again: its row says when it is tried next. */
export async function consumeLists(env: Env, batch: MessageBatch): Promise<void> {
  for (const message of batch.messages) {
    const body = listMessage.safeParse(message.body);
    if (!body.success) {
      console.error(JSON.stringify({ event: "lists.unreadable-message", id: message.id }));
      message.ack();
      continue;
    }
    const { listId } = body.data;
    try {
      await refreshList(env, listId, { fetch, nowMs: Date.now(), freshKey: randomKey });
      message.ack();
    } catch (error) {
      const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
      console.error(JSON.stringify({ event: "lists.failed", list: listId, reason }));
      message.retry();
    }
  }
}

function randomKey(): [number, number] {
  const [word0 = 0, word1 = 0] = crypto.getRandomValues(new Uint32Array(2));
  return [word0, word1];
}
