/** The ledgers found under sources, in D1: which accounts, which streams of logs, polled when. */

import type { JsonObject } from "../core/json.ts";
import { LEDGERS_DUE_MAX, STREAMS_BATCH_CHARS_MAX } from "../core/limits.ts";
import type { Stream } from "../core/sources/listing.ts";

export type { Stream } from "../core/sources/listing.ts";

export type Ledger = {
  readonly sourceId: string;
  readonly accountId: string;
  readonly streams: readonly Stream[];
  readonly dueMs: number;
  readonly intervalMs: number;
};

type LedgerRow = Omit<Ledger, "streams"> & { readonly streams: string };

const LEDGER_COLUMNS = `source_id AS sourceId, account_id AS accountId, streams, due_ms AS dueMs,
  interval_ms AS intervalMs`;

export async function ledgersOf(db: D1Database, sourceId: string): Promise<readonly Ledger[]> {
  const sql = `SELECT ${LEDGER_COLUMNS} FROM ledgers WHERE source_id = ? ORDER BY account_id`;
  return (await db.prepare(sql).bind(sourceId).all<LedgerRow>()).results.map(toLedger);
}

/** A page of them, after the account named. */
export async function ledgersAfter(
  db: D1Database,
  sourceId: string,
  afterAccountId: string,
  max: number,
): Promise<readonly Ledger[]> {
  const sql = `SELECT ${LEDGER_COLUMNS} FROM ledgers WHERE source_id = ? AND account_id > ? ORDER BY account_id LIMIT ?`;
  return (await db.prepare(sql).bind(sourceId, afterAccountId, max).all<LedgerRow>()).results.map(toLedger);
}

export async function ledgersNamed(
  db: D1Database,
  sourceId: string,
  accountIds: readonly string[],
): Promise<readonly Ledger[]> {
  const sql = `SELECT ${LEDGER_COLUMNS} FROM ledgers WHERE source_id = ?1
    AND account_id IN (SELECT value FROM json_each(?2)) ORDER BY account_id`;
  return (await db.prepare(sql).bind(sourceId, JSON.stringify(accountIds)).all<LedgerRow>()).results.map(toLedger);
}

export async function accountsOf(db: D1Database, sourceId: string): Promise<readonly string[]> {
  const sql = "SELECT account_id AS accountId FROM ledgers WHERE source_id = ? ORDER BY account_id";
  return (await db.prepare(sql).bind(sourceId).all<{ accountId: string }>()).results.map(({ accountId }) => accountId);
}

/** Those of the accounts whose logs lie under any source, as its own or under an organisation's prefix. In order. */
export async function deployedAmong(db: D1Database, accountIds: readonly string[]): Promise<readonly string[]> {
  const sql = `SELECT value AS accountId FROM json_each(?1)
    WHERE value IN (SELECT account_id FROM ledgers UNION SELECT account_id FROM sources) ORDER BY value`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(accountIds)).all<{ accountId: string }>();
  return results.map(({ accountId }) => accountId);
}

/** Names alone: thousands may be due at once. */
export async function dueLedgers(db: D1Database, nowMs: number): Promise<ReadonlyMap<string, readonly string[]>> {
  const sql = `SELECT source_id AS sourceId, account_id AS accountId FROM ledgers
    WHERE due_ms <= ? AND source_id IN (SELECT id FROM sources WHERE enabled = 1)
    ORDER BY due_ms LIMIT ${LEDGERS_DUE_MAX}`;
  const { results } = await db.prepare(sql).bind(nowMs).all<{ sourceId: string; accountId: string }>();
  const groups = Map.groupBy(results, ({ sourceId }) => sourceId);
  return new Map([...groups].map(([sourceId, rows]) => [sourceId, rows.map(({ accountId }) => accountId)]));
}

// Streams are added and corrected, never taken away: parts of one account may be found by different steps.
const UPSERT = `INSERT INTO ledgers (source_id, account_id, streams, due_ms, interval_ms)
  SELECT ?1, value ->> 'accountId', value ->> 'streams', ?3, 60000 FROM json_each(?2) WHERE true
  ON CONFLICT (source_id, account_id) DO UPDATE SET due_ms = excluded.due_ms, streams = (
    SELECT json_group_array(json(stream)) FROM (
      SELECT value AS stream, value ->> 'base' AS base FROM json_each(excluded.streams)
      UNION ALL
      SELECT value, value ->> 'base' FROM json_each(ledgers.streams)
        WHERE value ->> 'base' NOT IN (SELECT value ->> 'base' FROM json_each(excluded.streams))
      ORDER BY base))
  WHERE EXISTS (SELECT 1 FROM json_each(excluded.streams) AS found
    WHERE found.value NOT IN (SELECT value FROM json_each(ledgers.streams)))`;

/** Writes what a discovery found: ledgers that are new or have new streams are due at once. */
export async function saveStreams(
  db: D1Database,
  sourceId: string,
  streams: readonly Stream[],
  nowMs: number,
): Promise<void> {
  const byAccount = Map.groupBy(streams, ({ accountId }) => accountId);
  const rows = Array.from(byAccount, ([accountId, own]) => ({ accountId, streams: JSON.stringify(own) }));
  const batches: (typeof rows)[] = [];
  let chars = STREAMS_BATCH_CHARS_MAX;
  for (const row of rows) {
    chars += row.streams.length;
    if (chars > STREAMS_BATCH_CHARS_MAX) {
      batches.push([]);
      chars = row.streams.length;
    }
    batches.at(-1)?.push(row);
  }
  if (batches.length === 0) return;
  await db.batch(batches.map((batch) => db.prepare(UPSERT).bind(sourceId, JSON.stringify(batch), nowMs)));
}

export type LedgerDue = { readonly accountId: string; readonly dueMs: number; readonly intervalMs: number };

export async function setLedgersDue(db: D1Database, sourceId: string, dues: readonly LedgerDue[]): Promise<void> {
  if (dues.length === 0) return;
  const sql = `UPDATE ledgers SET due_ms = value ->> 'dueMs', interval_ms = value ->> 'intervalMs'
    FROM json_each(?2) WHERE source_id = ?1 AND account_id = value ->> 'accountId'`;
  await db.prepare(sql).bind(sourceId, JSON.stringify(dues)).run();
}

export async function setLedgerDue(db: D1Database, ledger: Ledger, dueMs: number, intervalMs: number): Promise<void> {
  await setLedgersDue(db, ledger.sourceId, [{ accountId: ledger.accountId, dueMs, intervalMs }]);
}

export async function setAllDue(db: D1Database, sourceId: string): Promise<void> {
  await db.prepare("UPDATE ledgers SET due_ms = 0 WHERE source_id = ?").bind(sourceId).run();
}

/** A ledger's part of a backfill, as its last poll left it. `left`: objects found and not read yet. */
export type BackfillState = { readonly sinceMs: number; readonly listing: boolean; readonly left: number };

export async function setBackfillStates(
  db: D1Database,
  sourceId: string,
  states: readonly (BackfillState & { readonly accountId: string })[],
): Promise<void> {
  if (states.length === 0) return;
  const sql = `UPDATE ledgers SET backfill = json_remove(value, '$.accountId') FROM json_each(?2)
    WHERE source_id = ?1 AND account_id = value ->> 'accountId' AND backfill IS NOT json_remove(value, '$.accountId')`;
  await db.prepare(sql).bind(sourceId, JSON.stringify(states)).run();
}

/** Sums over a source's ledgers, for people. */
export async function ledgerTotals(
  db: D1Database,
  sourceId: string,
  backfillSinceMs: number | null,
): Promise<JsonObject> {
  const sql = `SELECT count(*) AS accounts, sum(json_array_length(streams)) AS streams,
      sum(backfill ->> 'left') AS left, sum(backfill ->> 'sinceMs' IS NOT ?2 OR backfill ->> 'listing') AS listing
    FROM ledgers WHERE source_id = ?1`;
  type Row = { accounts: number; streams: number | null; left: number | null; listing: number | null };
  const row = await db.prepare(sql).bind(sourceId, backfillSinceMs).first<Row>();
  const totals = { accounts: row?.accounts ?? 0, streams: row?.streams ?? 0 };
  if (backfillSinceMs === null) return totals;
  const backfill = { objectsLeft: row?.left ?? 0, accountsListing: row?.listing ?? 0 };
  return { ...totals, backfill: { ...backfill, done: backfill.objectsLeft === 0 && backfill.accountsListing === 0 } };
}

/** Streams stored before flow and resolver logs were read name an account, a Region and a base alone. */
const FIRST_KIND = { kind: "cloudtrail", layout: "daily", vpcId: null } as const;

function toLedger(row: LedgerRow): Ledger {
  const stored = JSON.parse(row.streams) as Stream[];
  return { ...row, streams: stored.map((stream) => ({ ...FIRST_KIND, ...stream })) };
}
