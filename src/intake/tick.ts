/** The cron tick: finds accounts and Regions, polls the ledgers that are due, queues lists, sweeps the outbox. Safe to miss or double. */

import { LEDGERS_PARALLEL_MAX } from "../core/limits.ts";
import { type Config, configOf, type Env } from "../env.ts";
import { queueDueLists } from "../feeds/queue-due-lists.ts";
import { sweepNotices } from "../notify/sweep.ts";
import { type Ledger, ledgersOf, saveDiscovery, setLedgerDue } from "../store/ledgers.ts";
import { listSources, type Source } from "../store/sources.ts";
import { tickDigests } from "./digest/tick-digests.ts";
import { discover } from "./discover.ts";
import { ledgerName } from "./ingest-message.ts";
import { sourceClient } from "./source-client.ts";

const MINUTE_MS = 60_000;

export async function tick(env: Env, nowMs: number): Promise<void> {
  const config = configOf(env);
  const failures: unknown[] = [];
  for (const source of await listSources(env.DB)) {
    if (!source.enabled) continue;
    const failed = (error: unknown): unknown => failures.push(fail(source, error));
    await pollSource(env, config, source, nowMs).then((all) => all.forEach(failed), failed);
  }
  await queueDueLists(env, config.local, nowMs);
  await sweepNotices(env.DB, env.NOTICES, nowMs);
  if (failures.length > 0) throw new Error(`${failures.length} poll(s) failed; see the log`);
}

function fail(source: Source, error: unknown): unknown {
  const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  console.error(JSON.stringify({ event: "source.poll-failed", source: source.id, bucket: source.bucket, reason }));
  return error;
}

/** Returns the failures: what cannot be looked for or polled keeps nothing else waiting. */
async function pollSource(env: Env, config: Config, source: Source, nowMs: number): Promise<unknown[]> {
  const failures: unknown[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  if (nowMs - source.discoveredMs >= config.discoveryMinutes * MINUTE_MS) {
    await lookForStreams(env, config, source, nowMs).catch(failed);
  }
  const due = (await ledgersOf(env.DB, source.id)).filter((ledger) => ledger.dueMs <= nowMs);
  for (let at = 0; at < due.length; at += LEDGERS_PARALLEL_MAX) {
    const batch = due.slice(at, at + LEDGERS_PARALLEL_MAX);
    await Promise.all(batch.map((ledger) => pollLedger(env, config, source, ledger, nowMs).catch(failed)));
  }
  return failures;
}

async function lookForStreams(env: Env, config: Config, source: Source, nowMs: number): Promise<void> {
  const { streams } = await discover(sourceClient(config, source), source, source.prefix);
  const wanted = streams.filter(({ accountId }) => accountId === (source.accountId ?? accountId));
  await saveDiscovery(env.DB, source.id, wanted, nowMs);
}

/** Busy: due at the next tick, nothing to write. Idle: due later and later, up to POLL_IDLE_MINUTES_MAX. */
async function pollLedger(env: Env, config: Config, source: Source, ledger: Ledger, nowMs: number): Promise<void> {
  const stub = env.INTAKE_LEDGER.getByName(ledgerName(source.id, ledger.accountId));
  const { accountId, streams } = ledger;
  const { queued, unfinished } = await stub.poll({ source, accountId, streams, nowMs });
  await tickDigests(env, config, { source, accountId, streams, nowMs });
  const idleMs = config.pollIdleMinutesMax * MINUTE_MS;
  const busy = queued > 0 || unfinished;
  const intervalMs = busy ? MINUTE_MS : Math.min(ledger.intervalMs * 2, Math.max(idleMs, MINUTE_MS));
  if (intervalMs === MINUTE_MS && ledger.intervalMs === MINUTE_MS) return;
  // Half a minute early: ticks come a little before and after the minute.
  await setLedgerDue(env.DB, ledger, nowMs + intervalMs - MINUTE_MS / 2, intervalMs);
}
