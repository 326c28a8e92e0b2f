/** Rejected objects, to be read again. */

import { LEDGERS_PER_CALL_MAX, OBJECTS_RETRIED_MAX } from "../core/limits.ts";
import type { Env } from "../env.ts";
import { type Ledger, ledgersAfter, ledgersOf, setLedgersDue } from "../store/ledgers.ts";
import { ledgerName } from "./ingest-message.ts";

/** `cursor`: there may be more; null at the end. */
export type Retried = { readonly retried: number; readonly cursor: string | null };

/** The objects are sent with the next poll, which is due at once. */
export async function retryKeys(env: Env, sourceId: string, keys: readonly string[]): Promise<Retried> {
  let retried = 0;
  const ledgers: Ledger[] = [];
  for (const ledger of await ledgersOf(env.DB, sourceId)) {
    const own = keys.filter((key) => ledger.streams.some(({ base }) => key.startsWith(base)));
    if (own.length === 0) continue;
    retried += await env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ledger.accountId)).retry(own);
    ledgers.push(ledger);
  }
  await due(env, sourceId, ledgers);
  return { retried, cursor: null };
}

export async function retryRejected(env: Env, sourceId: string, cursor: string | null): Promise<Retried> {
  const ledgers = await ledgersAfter(env.DB, sourceId, cursor ?? "", LEDGERS_PER_CALL_MAX);
  const asked: Ledger[] = [];
  let retried = 0;
  for (const ledger of ledgers) {
    const max = OBJECTS_RETRIED_MAX - retried;
    if (max <= 0) break;
    retried += await env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ledger.accountId)).retryRejected(max);
    asked.push(ledger);
  }
  await due(env, sourceId, asked);
  const last = retried >= OBJECTS_RETRIED_MAX ? asked.at(-2) : asked.at(-1);
  const more = retried >= OBJECTS_RETRIED_MAX || ledgers.length === LEDGERS_PER_CALL_MAX;
  return { retried, cursor: more ? (last?.accountId ?? cursor ?? "0") : null };
}

async function due(env: Env, sourceId: string, ledgers: readonly Ledger[]): Promise<void> {
  const dues = ledgers.map(({ accountId, intervalMs }) => ({ accountId, dueMs: 0, intervalMs }));
  await setLedgersDue(env.DB, sourceId, dues);
}
