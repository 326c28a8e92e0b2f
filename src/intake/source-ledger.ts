/** A source's ledgers by account, Region, kind and hour: what was listed against what was read. */

import type { JsonObject } from "../core/json.ts";
import { LEDGER_REPORT_STREAM_DAYS_MAX, LEDGERS_PER_CALL_MAX } from "../core/limits.ts";
import { isoFromMs } from "../core/net/time.ts";
import type { Stream } from "../core/sources/listing.ts";
import type { LogKind } from "../core/sources/log-key.ts";
import type { Env } from "../env.ts";
import { type Ledger, ledgersAfter, ledgersNamed } from "../store/ledgers.ts";
import { ledgerName } from "./ingest-message.ts";
import type { HourRow } from "./ledger-hours.ts";

export type LedgerQuery = {
  readonly accountId: string | null;
  readonly region: string | null;
  readonly kind: LogKind | null;
  readonly fromMs: number;
  readonly toMs: number;
  /** Account, day (ms) and base of the stream-day that comes next, separated by blanks. */
  readonly cursor: string | null;
};

export type LedgerPage = { readonly hours: readonly JsonObject[]; readonly cursor: string | null };

const DAY_MS = 86_400_000;

type Position = { readonly accountId: string; readonly dayMs: number; readonly base: string };

/** A page ends after LEDGER_REPORT_STREAM_DAYS_MAX stream-days, so that no hour is cut in two. */
export async function sourceLedger(env: Env, sourceId: string, query: LedgerQuery): Promise<LedgerPage> {
  const start = positionOf(query.cursor);
  const hours: JsonObject[] = [];
  let read = 0;
  for (const ledger of await ledgersFrom(env, sourceId, query, start)) {
    const stub = env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ledger.accountId));
    for (const { stream, dayMs } of streamDays(ledger, query)) {
      if (start?.accountId === ledger.accountId && isBefore({ dayMs, base: stream.base }, start)) continue;
      if (read >= LEDGER_REPORT_STREAM_DAYS_MAX) {
        return { hours, cursor: `${ledger.accountId} ${dayMs} ${stream.base}` };
      }
      read++;
      const rows = await stub.hours(stream, dayMs);
      hours.push(
        ...rows.filter(({ hourMs }) => hourMs >= query.fromMs && hourMs < query.toMs).map((row) => json(stream, row)),
      );
    }
  }
  return { hours, cursor: await nextLedgers(env, sourceId, query, start) };
}

function positionOf(cursor: string | null): Position | null {
  const match = /^(\d{8,14}) (\d{1,15}) (.*)$/s.exec(cursor ?? "");
  return match ? { accountId: match[1] ?? "", dayMs: Number(match[2]), base: match[3] ?? "" } : null;
}

function isBefore(one: Omit<Position, "accountId">, other: Omit<Position, "accountId">): boolean {
  return one.base < other.base || (one.base === other.base && one.dayMs < other.dayMs);
}

/** The last account before the position, so that a page of ledgers begins with it. */
async function ledgersFrom(
  env: Env,
  sourceId: string,
  query: LedgerQuery,
  start: Position | null,
): Promise<readonly Ledger[]> {
  if (query.accountId !== null) return await ledgersNamed(env.DB, sourceId, [query.accountId]);
  if (start === null) return await ledgersAfter(env.DB, sourceId, "", LEDGERS_PER_CALL_MAX);
  const [own, after] = await Promise.all([
    ledgersNamed(env.DB, sourceId, [start.accountId]),
    ledgersAfter(env.DB, sourceId, start.accountId, LEDGERS_PER_CALL_MAX),
  ]);
  return [...own, ...after];
}

/** Where the next page of ledgers begins, once this one has been read to its end. */
async function nextLedgers(
  env: Env,
  sourceId: string,
  query: LedgerQuery,
  start: Position | null,
): Promise<string | null> {
  if (query.accountId !== null) return null;
  const page = await ledgersAfter(env.DB, sourceId, start?.accountId ?? "", LEDGERS_PER_CALL_MAX + 1);
  const next = page[LEDGERS_PER_CALL_MAX];
  return next === undefined ? null : `${next.accountId} 0 `;
}

function* streamDays({ streams }: Ledger, query: LedgerQuery): Generator<{ stream: Stream; dayMs: number }> {
  const sorted = [...streams].sort((left, right) => (left.base < right.base ? -1 : 1));
  for (const stream of sorted) {
    if (stream.region !== (query.region ?? stream.region) || stream.kind !== (query.kind ?? stream.kind)) continue;
    for (let dayMs = Math.floor(query.fromMs / DAY_MS) * DAY_MS; dayMs < query.toMs; dayMs += DAY_MS)
      yield { stream, dayMs };
  }
}

function json(
  { accountId, region, vpcId, kind }: Stream,
  { hourMs, lagP50Ms, lagMaxMs, ...sums }: HourRow,
): JsonObject {
  const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000));
  const lag = { lagP50Seconds: seconds(lagP50Ms), lagMaxSeconds: seconds(lagMaxMs) };
  return { accountId, region, ...(vpcId === null ? {} : { vpcId }), kind, hour: isoFromMs(hourMs), ...sums, ...lag };
}
