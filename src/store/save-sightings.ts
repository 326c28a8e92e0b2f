/** Sightings into D1, idempotent: findings are derived from the sightings stored, and notices are written with them. */

import type { Sighting } from "../core/finding.ts";
import { later } from "../core/findings/latest.ts";
import { SIGHTINGS_BATCH_CHARS_MAX, SIGHTINGS_PER_BATCH_MAX } from "../core/limits.ts";
import { type NoticeKey, noticeId } from "./notices.ts";
import { writeHit } from "./stored-hit.ts";

/** Where news of findings go, and from which severity on. */
export type Channel = { readonly name: "slack"; readonly severityMin: number };

export type SaveOptions = {
  readonly nowMs: number;
  /** False while history is read: findings are stored, nobody is told. */
  readonly notify: boolean;
  readonly channels: readonly Channel[];
};

// Before the finding is written, so that "new" can be seen. A finding that was too mild for a channel and is not any
// longer is news too; an archived one never is.
const INSERT_NOTICES = `
INSERT OR IGNORE INTO notices (finding_id, channel, kind, state, created_ms, next_ms)
SELECT f.value ->> 'id', c.value ->> 'name', 'new', 'pending', ?3, ?3
FROM json_each(?1) AS f CROSS JOIN json_each(?2) AS c
WHERE f.value ->> 'severity' >= c.value ->> 'severityMin'
  AND NOT EXISTS (
    SELECT 1 FROM findings
    WHERE id = f.value ->> 'id' AND (archived = 1 OR severity >= c.value ->> 'severityMin')
  )
RETURNING finding_id, channel, kind`;

const INSERT_SIGHTINGS = `
INSERT OR IGNORE INTO sightings (finding_id, chunk_id, count, first_ms, last_ms, severity, event_ids, stored_ms)
SELECT value ->> 'findingId', value ->> 'chunkId', value ->> 'count', value ->> 'firstMs', value ->> 'lastMs',
  value ->> 'severity', value -> 'eventIds', ?2
FROM json_each(?1)`;

// Every number is an aggregate over the sightings, and a replay (same count) writes no row.
const UPSERT_FINDINGS = `
INSERT INTO findings (id, type, account_id, region, severity, count, first_ms, last_ms, last_event_id, created_ms,
  updated_ms, latest)
SELECT f.value ->> 'id', f.value ->> 'type', f.value ->> 'accountId', f.value ->> 'region', max(s.severity),
  sum(s.count), min(s.first_ms), f.value ->> 'lastMs', f.value ->> 'eventId', min(s.stored_ms), max(s.stored_ms),
  f.value ->> 'latest'
FROM json_each(?1) AS f JOIN sightings AS s ON s.finding_id = f.value ->> 'id'
WHERE true
GROUP BY f.key
ON CONFLICT (id) DO UPDATE SET
  severity = excluded.severity,
  count = excluded.count,
  first_ms = excluded.first_ms,
  updated_ms = excluded.updated_ms,
  last_ms = max(last_ms, excluded.last_ms),
  last_event_id = CASE WHEN (excluded.last_ms, excluded.last_event_id, excluded.latest)
    > (last_ms, last_event_id, latest) THEN excluded.last_event_id ELSE last_event_id END,
  latest = CASE WHEN (excluded.last_ms, excluded.last_event_id, excluded.latest)
    > (last_ms, last_event_id, latest) THEN excluded.latest ELSE latest END
WHERE excluded.count <> count`;

/** The rows of one batch as they are bound: lists of objects, in JSON. */
type Rows = { readonly sightings: string; readonly findings: string };

function findingsOf(sightings: readonly Sighting[]): string {
  const byId = new Map<string, { severity: number; latest: Sighting["latest"] }>();
  for (const { findingId, severity, latest } of sightings) {
    const known = byId.get(findingId);
    if (known === undefined) byId.set(findingId, { severity, latest });
    else byId.set(findingId, { severity: Math.max(severity, known.severity), latest: later(known.latest, latest) });
  }
  const rows = Array.from(byId, ([id, { severity, latest }]) => {
    const { type, accountId, region, timeMs, eventId } = latest;
    return { id, severity, type, accountId, region, lastMs: timeMs, eventId, latest: writeHit(latest) };
  });
  return JSON.stringify(rows);
}

function rowsOf(sightings: readonly Sighting[]): Rows {
  const bare = sightings.map(({ findingId, chunkId, count, firstMs, lastMs, severity, eventIds }) => {
    return { findingId, chunkId, count, firstMs, lastMs, severity, eventIds };
  });
  return { sightings: JSON.stringify(bare), findings: findingsOf(sightings) };
}

/** Groups small enough for one batch, in the order given. */
export function batchesOf(sightings: readonly Sighting[]): Sighting[][] {
  const batches: Sighting[][] = [];
  let batch: Sighting[] = [];
  let chars = 0;
  for (const sighting of sightings) {
    const own = JSON.stringify(sighting).length;
    if (batch.length >= SIGHTINGS_PER_BATCH_MAX || (batch.length > 0 && chars + own > SIGHTINGS_BATCH_CHARS_MAX)) {
      batches.push(batch);
      batch = [];
      chars = 0;
    }
    batch.push(sighting);
    chars += own;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

async function saveBatch(db: D1Database, rows: Rows, { nowMs, notify, channels }: SaveOptions): Promise<string[]> {
  const statements = [
    db.prepare(INSERT_SIGHTINGS).bind(rows.sightings, nowMs),
    db.prepare(UPSERT_FINDINGS).bind(rows.findings),
  ];
  if (!notify || channels.length === 0) {
    await db.batch(statements);
    return [];
  }
  const news = db.prepare(INSERT_NOTICES).bind(rows.findings, JSON.stringify(channels), nowMs);
  const [notices] = await db.batch<NoticeKey>([news, ...statements]);
  return (notices?.results ?? []).map(noticeId);
}

/**
 * Each batch is one transaction. Returns the ids of the notices that are new, for the queue: where a later batch
 * throws, the sweeper finds those of the earlier ones. Saving the same sightings again changes nothing.
 */
export async function saveSightings(
  db: D1Database,
  sightings: readonly Sighting[],
  options: SaveOptions,
): Promise<string[]> {
  const news: string[] = [];
  for (const batch of batchesOf(sightings)) news.push(...(await saveBatch(db, rowsOf(batch), options)));
  return news;
}
