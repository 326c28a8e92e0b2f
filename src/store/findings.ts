/** Findings and sightings in D1: written idempotently, so that a chunk stored twice changes nothing. */

import type { Finding, Hit, Sighting } from "../core/finding.ts";
import { isFindingType } from "../core/finding-types.ts";
import { hashId } from "../core/hash.ts";
import { invariant } from "../core/invariant.ts";
import { D1_ROWS_PER_STATEMENT_MAX, NOTICE_REQUEUE_AFTER_MS } from "../core/limits.ts";

/** A channel that wants to hear of new findings of at least this severity. */
export type ChannelRule = { readonly channel: string; readonly severityMin: number };

export type SavedNotice = { readonly id: string };

const INSERT_SIGHTINGS = `
INSERT OR IGNORE INTO sightings (finding_id, chunk_id, count, first_ms, last_ms, severity, event_ids, stored_ms)
SELECT value ->> 'findingId', value ->> 'chunkId', value ->> 'count', value ->> 'firstMs', value ->> 'lastMs',
       value ->> 'severity', value ->> 'eventIds', ?2
FROM json_each(?1)`;

const UPSERT_FINDINGS = `
INSERT INTO findings (id, type, account_id, region, severity, count, first_ms, last_ms, created_ms, updated_ms,
                      latest_event_id, latest)
SELECT value ->> 'findingId', value ->> 'type', value ->> 'accountId', value ->> 'region', value ->> 'severity',
       0, value ->> 'firstMs', value ->> 'lastMs', ?2, ?2, value ->> 'latestEventId', value ->> 'latest'
FROM json_each(?1) WHERE true
ON CONFLICT (id) DO UPDATE SET
  severity = max(severity, excluded.severity),
  first_ms = min(first_ms, excluded.first_ms),
  latest = CASE WHEN (excluded.last_ms, excluded.latest_event_id) > (last_ms, latest_event_id)
                THEN excluded.latest ELSE latest END,
  latest_event_id = CASE WHEN (excluded.last_ms, excluded.latest_event_id) > (last_ms, latest_event_id)
                         THEN excluded.latest_event_id ELSE latest_event_id END,
  last_ms = max(last_ms, excluded.last_ms)`;

const DERIVE_COUNTS = `
UPDATE findings SET
  count = (SELECT sum(count) FROM sightings WHERE finding_id = findings.id),
  updated_ms = (SELECT max(stored_ms) FROM sightings WHERE finding_id = findings.id)
WHERE id IN (SELECT value FROM json_each(?1))`;

const INSERT_NOTICES = `
INSERT OR IGNORE INTO notices (id, finding_id, channel, created_ms, due_ms)
SELECT value ->> 'id', value ->> 'findingId', value ->> 'channel', ?2, ?3 FROM json_each(?1)
RETURNING id`;

/**
 * Stores what a chunk saw and, in the same transaction, the notices of findings that are told for the first time.
 * Returns the notices that are new. The same sightings again change no row's content and return none.
 */
export async function saveSightings(
  db: D1Database,
  sightings: readonly Sighting[],
  nowMs: number,
  channels: readonly ChannelRule[],
): Promise<readonly SavedNotice[]> {
  const notices: SavedNotice[] = [];
  for (let at = 0; at < sightings.length; at += D1_ROWS_PER_STATEMENT_MAX) {
    notices.push(...(await saveBatch(db, sightings.slice(at, at + D1_ROWS_PER_STATEMENT_MAX), nowMs, channels)));
  }
  return notices;
}

async function saveBatch(
  db: D1Database,
  sightings: readonly Sighting[],
  nowMs: number,
  channels: readonly ChannelRule[],
): Promise<readonly SavedNotice[]> {
  const rows = JSON.stringify(sightings.map(toRow));
  const ids = JSON.stringify([...new Set(sightings.map((sighting) => sighting.findingId))]);
  const statements = [
    db.prepare(INSERT_SIGHTINGS).bind(rows, nowMs),
    db.prepare(UPSERT_FINDINGS).bind(rows, nowMs),
    db.prepare(DERIVE_COUNTS).bind(ids),
    db
      .prepare(INSERT_NOTICES)
      .bind(JSON.stringify(noticesOf(sightings, channels)), nowMs, nowMs + NOTICE_REQUEUE_AFTER_MS),
  ];
  const results = await db.batch<SavedNotice>(statements);
  return results.at(-1)?.results ?? [];
}

function toRow(sighting: Sighting): object {
  const { findingId, chunkId, count, firstMs, lastMs, severity, eventIds, latest } = sighting;
  const { type, accountId, region, eventId } = latest;
  const texts = { eventIds: JSON.stringify(eventIds), latest: JSON.stringify(latest), latestEventId: eventId };
  return { findingId, chunkId, count, firstMs, lastMs, severity, type, accountId, region, ...texts };
}

/** A notice's id is its finding's and channel's: a finding is told to a channel once. */
function noticesOf(sightings: readonly Sighting[], channels: readonly ChannelRule[]): readonly object[] {
  return sightings.flatMap(({ findingId, severity }) =>
    channels
      .filter(({ severityMin }) => severity >= severityMin)
      .map(({ channel }) => ({ id: hashId("notice", findingId, channel), findingId, channel })),
  );
}

export type FindingRow = {
  readonly id: string;
  readonly type: string;
  readonly account_id: string;
  readonly region: string;
  readonly severity: number;
  readonly count: number;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly archived: number;
  readonly latest: string;
};

export function toFinding(row: FindingRow): Finding {
  invariant(isFindingType(row.type), `a stored finding has a known type, not ${row.type}`);
  return {
    id: row.id,
    type: row.type,
    accountId: row.account_id,
    region: row.region,
    severity: row.severity,
    count: row.count,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
    archived: row.archived === 1,
    latest: JSON.parse(row.latest) as Hit,
  };
}
