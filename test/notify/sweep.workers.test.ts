import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { NOTICE_SWEEP_GRACE_MS, QUEUE_SEND_BATCH_MAX } from "../../src/core/limits.ts";
import { sightingsOf } from "../../src/core/findings/sighting.ts";
import type { NoticeMessage } from "../../src/env.ts";
import { enqueueNotices } from "../../src/notify/enqueue.ts";
import { sweepNotices } from "../../src/notify/sweep.ts";
import { markSent } from "../../src/store/notices.ts";
import { saveSightings } from "../../src/store/save-sightings.ts";
import { aHit } from "../core/findings/samples.ts";

function aQueue() {
  const batches: string[][] = [];
  const sendBatch = async (messages: Iterable<MessageSendRequest<NoticeMessage>>) => {
    batches.push([...messages].map(({ body }) => body.noticeId));
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  };
  return { batches, sendBatch };
}

async function someNotices(count: number): Promise<string[]> {
  const hits = Array.from({ length: count }, (_, i) => aHit({ subject: [`trail-${i}`] }));
  const channels = [{ name: "slack", severityMin: 1 }] as const;
  return saveSightings(env.DB, sightingsOf(hits, "chunk"), { nowMs: 0, notify: true, channels });
}

test("queues again what is overdue, once a grace period, and nothing that is sent", async () => {
  const ids = await someNotices(3);
  await markSent(env.DB, ids[0] ?? "", 1);
  const queue = aQueue();
  expect(await sweepNotices(env.DB, queue, NOTICE_SWEEP_GRACE_MS - 1)).toBe(0);
  expect(await sweepNotices(env.DB, queue, NOTICE_SWEEP_GRACE_MS)).toBe(2);
  expect(await sweepNotices(env.DB, queue, NOTICE_SWEEP_GRACE_MS + 60_000)).toBe(0);
  expect(await sweepNotices(env.DB, queue, 2 * NOTICE_SWEEP_GRACE_MS)).toBe(2);
  expect(queue.batches.map((batch) => new Set(batch))).toStrictEqual([new Set(ids.slice(1)), new Set(ids.slice(1))]);
});

test("notices stay overdue when the queue does not take them", async () => {
  await someNotices(1);
  const down = { sendBatch: () => Promise.reject(new Error("queue is down")) };
  await expect(sweepNotices(env.DB, down, NOTICE_SWEEP_GRACE_MS)).rejects.toThrow("queue is down");
  expect(await sweepNotices(env.DB, aQueue(), NOTICE_SWEEP_GRACE_MS)).toBe(1);
});

test("sends in batches that the queue takes", async () => {
  const ids = Array.from({ length: 2 * QUEUE_SEND_BATCH_MAX + 1 }, (_, i) => `n${i}`);
  const queue = aQueue();
  await enqueueNotices(queue, ids);
  expect(queue.batches.map((batch) => batch.length)).toStrictEqual([QUEUE_SEND_BATCH_MAX, QUEUE_SEND_BATCH_MAX, 1]);
  expect(queue.batches.flat()).toStrictEqual(ids);
});
