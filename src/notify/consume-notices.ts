/** Consumer of the notices queue: one attempt a message; a notice ends as sent or as failed with its reason, never lost. */

import { NOTICE_ATTEMPTS_MAX, NOTICE_BACKOFF_FIRST_SECONDS, NOTICE_BACKOFF_MAX_SECONDS } from "../core/limits.ts";
import { getFinding } from "../store/findings.ts";
import { claimNotice, getNotice, markFailed, markRetry, markSent, type Notice } from "../store/notices.ts";
import { retryDelaySeconds } from "./backoff.ts";
import { deliver, type Outcome } from "./deliver.ts";
import { slackMessage } from "./slack.ts";

export type NoticeDeps = {
  readonly db: D1Database;
  readonly fetch: typeof fetch;
  readonly slack: { readonly webhookUrl: string } | null;
  readonly publicUrl: string | null;
  readonly nowMs: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  readonly timeoutMs?: number;
};

/** What becomes of the queue message. */
type Verdict = { readonly ack: true } | { readonly ack: false; readonly delaySeconds: number };

const DONE: Verdict = { ack: true };

function noticeIdOf(body: unknown): string | null {
  const id = typeof body === "object" && body !== null && "noticeId" in body ? body.noticeId : null;
  return typeof id === "string" ? id : null;
}

async function attempt(notice: Notice, deps: NoticeDeps): Promise<Outcome> {
  if (deps.slack === null) return { kind: "failed", reason: "SLACK_WEBHOOK_URL is not set" };
  const finding = await getFinding(deps.db, notice.findingId);
  if (finding === null) return { kind: "failed", reason: "the finding is gone" };
  const message = slackMessage(finding, deps.publicUrl);
  const timeout = deps.timeoutMs === undefined ? {} : { timeoutMs: deps.timeoutMs };
  return deliver({ url: deps.slack.webhookUrl, message, fetch: deps.fetch, nowMs: deps.nowMs(), ...timeout });
}

/** The message has been posted: a hiccup of the database now would post it twice, so it gets a second and third chance. */
async function markSentSurely(deps: NoticeDeps, id: string): Promise<void> {
  for (let left = 2; ; left--) {
    try {
      return await markSent(deps.db, id, deps.nowMs());
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

async function settle(notice: Notice, outcome: Outcome, deps: NoticeDeps): Promise<Verdict> {
  if (outcome.kind === "sent") {
    await markSentSurely(deps, notice.id);
    return DONE;
  }
  if (outcome.kind === "failed") {
    await markFailed(deps.db, notice.id, outcome.reason);
    return DONE;
  }
  if (notice.attempts >= NOTICE_ATTEMPTS_MAX) {
    await markFailed(deps.db, notice.id, `given up after ${notice.attempts} attempts: ${outcome.reason}`);
    return DONE;
  }
  const delaySeconds = retryDelaySeconds(notice.attempts, outcome.retryAfterSeconds, deps.random());
  await markRetry(deps.db, notice.id, deps.nowMs() + delaySeconds * 1000, outcome.reason);
  return { ack: false, delaySeconds };
}

/** Not to be claimed: settled already, or not due, be it early or in another consumer's hands. */
async function leave(id: string, deps: NoticeDeps): Promise<Verdict> {
  const notice = await getNotice(deps.db, id);
  if (notice === null) console.warn(JSON.stringify({ message: "notice of a queue message is unknown" }));
  if (notice === null || notice.state !== "pending") return DONE;
  const seconds = Math.ceil((notice.nextMs - deps.nowMs()) / 1000);
  return { ack: false, delaySeconds: Math.min(Math.max(seconds, 1), NOTICE_BACKOFF_MAX_SECONDS) };
}

async function consume(id: string, deps: NoticeDeps): Promise<Verdict> {
  const notice = await claimNotice(deps.db, id, deps.nowMs());
  if (notice === null) return leave(id, deps);
  if (notice.attempts > NOTICE_ATTEMPTS_MAX) {
    await markFailed(deps.db, id, `given up after ${NOTICE_ATTEMPTS_MAX} attempts`);
    return DONE;
  }
  const outcome = await attempt(notice, deps);
  return settle(notice, outcome, deps);
}

async function verdictOn(message: Message, deps: NoticeDeps): Promise<Verdict> {
  const id = noticeIdOf(message.body);
  if (id === null) {
    console.warn(JSON.stringify({ message: "queue message without noticeId" }));
    return DONE;
  }
  try {
    return await consume(id, deps);
  } catch (error) {
    // The store is out of reach, or a finding in it does not parse: the notice stays pending.
    console.error(JSON.stringify({ message: "notice not settled", noticeId: id, error: String(error) }));
    return { ack: false, delaySeconds: NOTICE_BACKOFF_FIRST_SECONDS * 2 ** Math.min(message.attempts, 6) };
  }
}

/** One message at a time: Slack takes about one a second from a webhook. */
export async function consumeNotices(batch: MessageBatch, deps: NoticeDeps): Promise<void> {
  for (const message of batch.messages) {
    const verdict = await verdictOn(message, deps);
    if (verdict.ack) message.ack();
    else message.retry({ delaySeconds: verdict.delaySeconds });
  }
}
