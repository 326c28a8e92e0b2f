/** The notices queue: one message, one attempt. A notice leaves the outbox when its channel has taken it. */

import type { World } from "../aws/aws-fetch.ts";
import { NOTICE_ATTEMPTS_MAX, NOTICE_REQUEUE_AFTER_MS } from "../core/limits.ts";
import type { Config } from "../env.ts";
import { getFinding } from "../store/find-findings.ts";
import { claimAttempt, getNotice, markFailed, markSent, markWaiting, type Notice } from "../store/notices.ts";
import { backoffSeconds, type Delivery, postJson } from "./deliver.ts";
import type { NoticeMessage } from "./notice-message.ts";
import { slackMessage } from "./slack.ts";

export type NoticeDeps = { readonly db: D1Database; readonly config: Config; readonly world: World };

export async function consumeNotices(deps: NoticeDeps, batch: MessageBatch<NoticeMessage>): Promise<void> {
  for (const message of batch.messages) {
    const delaySeconds = await attempt(deps, message.body.noticeId);
    if (delaySeconds === null) message.ack();
    else message.retry({ delaySeconds });
  }
}

/** Seconds after which to try again, or null when the notice is settled. */
async function attempt(deps: NoticeDeps, id: string): Promise<number | null> {
  const notice = await getNotice(deps.db, id);
  if (!notice || notice.state !== "pending") return null;
  if (!(await claimAttempt(deps.db, notice, deps.world.nowMs() + NOTICE_REQUEUE_AFTER_MS))) return null;
  const delivery = await deliver(deps, notice);
  if (delivery.kind === "sent") {
    await markSent(deps.db, id, deps.world.nowMs());
    return null;
  }
  if (delivery.kind === "failed" || notice.attempts + 1 >= NOTICE_ATTEMPTS_MAX) {
    await markFailed(deps.db, id, delivery.reason);
    return null;
  }
  const delaySeconds = delivery.afterSeconds ?? backoffSeconds(notice.attempts, deps.world.random());
  // The sweeper takes over only where this message is lost.
  await markWaiting(deps.db, id, delivery.reason, deps.world.nowMs() + delaySeconds * 1000 + NOTICE_REQUEUE_AFTER_MS);
  return delaySeconds;
}

async function deliver({ db, config, world }: NoticeDeps, notice: Notice): Promise<Delivery> {
  if (notice.channel !== "slack") return { kind: "failed", reason: `no channel named ${notice.channel}` };
  if (config.SLACK_WEBHOOK_URL === undefined) return { kind: "failed", reason: "SLACK_WEBHOOK_URL is not set" };
  const finding = await getFinding(db, notice.findingId);
  if (!finding) return { kind: "failed", reason: "the finding is gone" };
  return await postJson(world, config.SLACK_WEBHOOK_URL, slackMessage(finding, config.PUBLIC_URL));
}
