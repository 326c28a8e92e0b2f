/** Polls ledgers of one source, a few at a time, and keeps in D1 what people and the next tick need to know. */

import type { PollOutcome } from "../../durable-objects/intake-ledger.ts";
import { inParallel } from "../core/in-parallel.ts";
import { LEDGERS_PARALLEL_MAX } from "../core/limits.ts";
import { configOf, type Env } from "../env.ts";
import { type Ledger, setBackfillStates, setLedgersDue } from "../store/ledgers.ts";
import { countListCalls } from "../store/list-calls.ts";
import type { Source } from "../store/sources.ts";
import { tickDigests } from "./digest/tick-digests.ts";
import { ledgerName } from "./ingest-message.ts";
import { inventoryTurns, refreshInventories } from "./refresh-inventory.ts";

const MINUTE_MS = 60_000;

type Polled = { readonly ledger: Ledger; readonly outcome: PollOutcome | null; readonly problem: string | null };

/** Returns what went wrong, in words; the other ledgers have been polled. */
export async function pollLedgers(
  env: Env,
  source: Source,
  ledgers: readonly Ledger[],
  nowMs: number,
): Promise<readonly string[]> {
  const polled = await inParallel(LEDGERS_PARALLEL_MAX, ledgers, (ledger) => pollLedger(env, source, ledger, nowMs));
  const outcomes = polled.flatMap(({ ledger, outcome }) => (outcome ? [{ ledger, outcome }] : []));
  const idleMs = configOf(env).pollIdleMinutesMax * MINUTE_MS;
  const dues = polled.flatMap((one) => dueOf(one, idleMs, nowMs));
  const backfills = outcomes.flatMap(({ ledger: { accountId }, outcome: { backfill } }) =>
    backfill ? [{ accountId, ...backfill }] : [],
  );
  await setLedgersDue(env.DB, source.id, dues);
  await setBackfillStates(env.DB, source.id, backfills);
  const listCalls = outcomes.reduce((sum, { outcome }) => sum + outcome.listCalls, 0);
  await countListCalls(env.DB, source.id, listCalls, nowMs);
  return polled.flatMap(({ ledger, problem }) => (problem === null ? [] : [`account ${ledger.accountId}: ${problem}`]));
}

async function pollLedger(env: Env, source: Source, ledger: Ledger, nowMs: number): Promise<Polled> {
  const { accountId, streams } = ledger;
  try {
    const stub = env.INTAKE_LEDGER.getByName(ledgerName(source.id, accountId));
    const request = { source, accountId, streams, nowMs };
    const turns = await inventoryTurns(env, request);
    // What a Region's first logs tell of is to be found under its instances; later refreshes hold nothing up.
    const [first, later] = [turns.filter(({ isFirst }) => isFirst), turns.filter(({ isFirst }) => !isFirst)];
    await refreshInventories(env, request, first);
    const refreshing = refreshInventories(env, request, later);
    const outcome = await stub.poll(request).finally(() => refreshing);
    await tickDigests(env, configOf(env), request);
    return { ledger, outcome, problem: outcome.problem };
  } catch (error) {
    const problem = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    return { ledger, outcome: null, problem };
  }
}

/** Busy: due at the next tick, nothing to write. A ledger that fails is tried later and later, as an idle one is. */
function dueOf({ ledger, outcome }: Polled, idleMs: number, nowMs: number) {
  const { accountId, intervalMs: lastMs } = ledger;
  const failedMs = Math.max(Math.min(lastMs * 2, idleMs), MINUTE_MS);
  const dueMs = outcome?.dueMs ?? nowMs + failedMs - MINUTE_MS / 2;
  const intervalMs = outcome ? MINUTE_MS : failedMs;
  if (dueMs <= nowMs + MINUTE_MS && ledger.dueMs <= nowMs && intervalMs === lastMs) return [];
  return [{ accountId, dueMs, intervalMs }];
}
