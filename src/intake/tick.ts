/** The cron tick: looks for accounts and Regions, polls the ledgers and queues the lists that are due, sweeps the outbox. Safe to miss or double. */

import {
  DISCOVERY_LISTS_PER_TICK_MAX,
  LEDGERS_PER_MESSAGE_MAX,
  LEDGERS_PER_TICK_MAX,
  QUEUE_SEND_BATCH_MAX,
} from "../core/limits.ts";
import { configOf, type Env } from "../env.ts";
import { queueDueLists } from "../feeds/queue-due-lists.ts";
import { sweepNotices } from "../notify/sweep.ts";
import { dueLedgers, ledgersNamed } from "../store/ledgers.ts";
import { listSources, type Source } from "../store/sources.ts";
import { logPollFailure, pollAndLog } from "./consume-polls.ts";
import type { PollMessage } from "./poll-message.ts";
import { runDiscovery } from "./run-discovery.ts";

const MINUTE_MS = 60_000;

export async function tick(env: Env, nowMs: number): Promise<void> {
  const sources = (await listSources(env.DB)).filter(({ enabled }) => enabled);
  const failed = (await discoverDue(env, sources, nowMs)) + (await pollDue(env, sources, nowMs));
  await sweepNotices(env.DB, env.NOTICES, nowMs);
  await queueDueLists(env, configOf(env).local, nowMs);
  if (failed > 0) throw new Error(`${failed} source(s) or ledger(s) could not be polled; see the log`);
}

/** A small bucket is searched at once; what a tick cannot hold goes through the queue. */
async function discoverDue(env: Env, sources: readonly Source[], nowMs: number): Promise<number> {
  const everyMs = configOf(env).discoveryMinutes * MINUTE_MS;
  let listsLeft = DISCOVERY_LISTS_PER_TICK_MAX;
  let failed = 0;
  for (const source of sources) {
    if (nowMs - source.discoveredMs < everyMs) continue;
    if (listsLeft <= 0) {
      await env.POLLS.send({ kind: "discover", sourceId: source.id, prefixes: null });
      continue;
    }
    try {
      const { listCalls } = await runDiscovery(env, source, { prefixes: null, listsMax: listsLeft, nowMs });
      listsLeft -= listCalls;
    } catch (error) {
      logPollFailure(source.id, error);
      failed++;
    }
  }
  return failed;
}

/** A handful of ledgers is polled here and now; more go out in messages, so that no tick outgrows its invocation. */
async function pollDue(env: Env, sources: readonly Source[], nowMs: number): Promise<number> {
  const due = await dueLedgers(env.DB, nowMs);
  const wanted = sources.flatMap((source) => {
    const accountIds = due.get(source.id) ?? [];
    return accountIds.length === 0 ? [] : [{ source, accountIds }];
  });
  const total = wanted.reduce((sum, { accountIds }) => sum + accountIds.length, 0);
  if (total > LEDGERS_PER_TICK_MAX) {
    await sendPolls(env, wanted);
    return 0;
  }
  let failed = 0;
  for (const { source, accountIds } of wanted) {
    failed += await pollAndLog(env, source, await ledgersNamed(env.DB, source.id, accountIds), nowMs);
  }
  return failed;
}

async function sendPolls(
  env: Env,
  wanted: readonly { readonly source: Source; readonly accountIds: readonly string[] }[],
): Promise<void> {
  const messages: PollMessage[] = [];
  for (const { source, accountIds } of wanted) {
    for (let at = 0; at < accountIds.length; at += LEDGERS_PER_MESSAGE_MAX) {
      messages.push({
        kind: "poll",
        sourceId: source.id,
        accountIds: accountIds.slice(at, at + LEDGERS_PER_MESSAGE_MAX),
      });
    }
  }
  for (let at = 0; at < messages.length; at += QUEUE_SEND_BATCH_MAX) {
    await env.POLLS.sendBatch(messages.slice(at, at + QUEUE_SEND_BATCH_MAX).map((body) => ({ body })));
  }
}
