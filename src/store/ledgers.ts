/** The ledgers found under sources, in D1: which accounts, which Regions, polled when. */

/** Keys under `base` are one account's logs of one Region, laid out by day. */
export type Stream = { readonly accountId: string; readonly region: string; readonly base: string };

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

/** Writes what a discovery found: ledgers that are new or whose streams changed are due at once. */
export async function saveDiscovery(
  db: D1Database,
  sourceId: string,
  streams: readonly Stream[],
  nowMs: number,
): Promise<void> {
  const byAccount = Map.groupBy(streams, ({ accountId }) => accountId);
  const rows = [...byAccount].map(([accountId, own]) => ({ accountId, streams: JSON.stringify(own) }));
  const upsert = `INSERT INTO ledgers (source_id, account_id, streams, due_ms, interval_ms)
    SELECT ?1, value ->> 'accountId', value ->> 'streams', ?3, 60000 FROM json_each(?2) WHERE true
    ON CONFLICT (source_id, account_id) DO UPDATE SET streams = excluded.streams, due_ms = excluded.due_ms
    WHERE streams <> excluded.streams`;
  await db.batch([
    db.prepare(upsert).bind(sourceId, JSON.stringify(rows), nowMs),
    db.prepare("UPDATE sources SET discovered_ms = ?2 WHERE id = ?1").bind(sourceId, nowMs),
  ]);
}

export async function setLedgerDue(db: D1Database, ledger: Ledger, dueMs: number, intervalMs: number): Promise<void> {
  const sql = "UPDATE ledgers SET due_ms = ?, interval_ms = ? WHERE source_id = ? AND account_id = ?";
  await db.prepare(sql).bind(dueMs, intervalMs, ledger.sourceId, ledger.accountId).run();
}

function toLedger(row: LedgerRow): Ledger {
  return { ...row, streams: JSON.parse(row.streams) as Stream[] };
}
