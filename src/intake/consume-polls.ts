/** The polls queue. A message that fails is worth one more attempt: nothing is lost with it, the next tick asks again. */

import type { Env } from "../env.ts";
import { ledgersNamed } from "../store/ledgers.ts";
import { getSource, type Source } from "../store/sources.ts";
import { pollLedgers } from "./poll-ledgers.ts";
import { type PollMessage, pollMessage } from "./poll-message.ts";
import { runDiscovery } from "./run-discovery.ts";

export async function consumePolls(env: Env, batch: MessageBatch<PollMessage>): Promise<void> {
  for (const message of batch.messages) {
    const body = pollMessage.safeParse(message.body);
    if (!body.success) {
      console.error(JSON.stringify({ event: "polls.unreadable", id: message.id }));
      message.ack();
      continue;
    }
    try {
      await follow(env, body.data, Date.now());
      message.ack();
    } catch (error) {
      logPollFailure(body.data.sourceId, error);
      message.retry();
    }
  }
}

async function follow(env: Env, message: PollMessage, nowMs: number): Promise<void> {
  const source = await getSource(env.DB, message.sourceId);
  if (!source?.enabled) return;
  if (message.kind === "poll") {
    const ledgers = await ledgersNamed(env.DB, source.id, message.accountIds);
    await pollAndLog(
      env,
      source,
      ledgers.filter(({ dueMs }) => dueMs <= nowMs),
      nowMs,
    );
    return;
  }
  const { accountIds } = await runDiscovery(env, source, { prefixes: message.prefixes, nowMs });
  const found = await ledgersNamed(env.DB, source.id, accountIds);
  await pollAndLog(
    env,
    source,
    found.filter(({ dueMs }) => dueMs <= nowMs),
    nowMs,
  );
}

/** Returns how many ledgers failed. */
export async function pollAndLog(
  env: Env,
  source: Source,
  ledgers: Parameters<typeof pollLedgers>[2],
  nowMs: number,
): Promise<number> {
  const problems = await pollLedgers(env, source, ledgers, nowMs);
  for (const problem of problems) logPollFailure(source.id, problem);
  return problems.length;
}

export function logPollFailure(sourceId: string, error: unknown): void {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  console.error(JSON.stringify({ event: "source.poll-failed", source: sourceId, reason }));
}
