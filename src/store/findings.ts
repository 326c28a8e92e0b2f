/** Findings out of D1: lists by last seen, one with its sightings, archiving. */

import type { Finding } from "../core/finding.ts";
import { SIGHTINGS_SHOWN_MAX } from "../core/limits.ts";
import { conditionsOf, type FindingFilter } from "./finding-filter.ts";
import { FINDING_COLUMNS, type FindingRow, findingOf } from "./finding-row.ts";

export { type Channel, type SaveOptions, saveSightings } from "./save-sightings.ts";

/** Where a list goes on: after the finding of this last sighting and id. */
export type FindingPosition = { readonly lastMs: number; readonly id: string };

export type FindingPage = { readonly findings: Finding[]; readonly next: FindingPosition | null };

/** What one chunk saw of a finding. */
export type StoredSighting = {
  readonly chunkId: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly severity: number;
  readonly eventIds: readonly string[];
  readonly storedMs: number;
};

/** Latest seen first, then by id downwards. A finding seen again while one pages moves to the front. */
export async function listFindings(
  db: D1Database,
  filter: FindingFilter,
  page: { readonly limit: number; readonly after: FindingPosition | null },
): Promise<FindingPage> {
  const { conditions, values } = conditionsOf(filter);
  if (page.after !== null) {
    conditions.push("(last_ms, id) < (?, ?)");
    values.push(page.after.lastMs, page.after.id);
  }
  const where = conditions.length === 0 ? "" : `WHERE ${conditions.join(" AND ")}`;
  const sql = `SELECT ${FINDING_COLUMNS} FROM findings ${where} ORDER BY last_ms DESC, id DESC LIMIT ?`;
  const { results } = await db
    .prepare(sql)
    .bind(...values, page.limit + 1)
    .all<FindingRow>();
  const findings = results.slice(0, page.limit).map(findingOf);
  const last = findings.at(-1);
  const more = results.length > page.limit && last !== undefined;
  return { findings, next: more ? { lastMs: last.lastMs, id: last.id } : null };
}

export async function getFinding(db: D1Database, id: string): Promise<Finding | null> {
  const row = await db.prepare(`SELECT ${FINDING_COLUMNS} FROM findings WHERE id = ?`).bind(id).first<FindingRow>();
  return row === null ? null : findingOf(row);
}

type SightingRow = {
  readonly chunk_id: string;
  readonly count: number;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly severity: number;
  readonly event_ids: string;
  readonly stored_ms: number;
};

/** The latest SIGHTINGS_SHOWN_MAX. */
export async function sightingsOfFinding(db: D1Database, id: string): Promise<StoredSighting[]> {
  const sql = `SELECT * FROM sightings WHERE finding_id = ? ORDER BY last_ms DESC, chunk_id LIMIT ${SIGHTINGS_SHOWN_MAX}`;
  const { results } = await db.prepare(sql).bind(id).all<SightingRow>();
  return results.map((row) => ({
    chunkId: row.chunk_id,
    count: row.count,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
    severity: row.severity,
    eventIds: JSON.parse(row.event_ids),
    storedMs: row.stored_ms,
  }));
}

/** Returns the ids that exist, whether they had to be changed or not. At most D1's statement size of ids. */
export async function setArchived(db: D1Database, ids: readonly string[], archived: boolean): Promise<string[]> {
  const list = JSON.stringify(ids);
  const chosen = "id IN (SELECT value FROM json_each(?1))";
  const [, known] = await db.batch<{ id: string }>([
    db.prepare(`UPDATE findings SET archived = ?2 WHERE ${chosen} AND archived <> ?2`).bind(list, Number(archived)),
    db.prepare(`SELECT id FROM findings WHERE ${chosen} ORDER BY id`).bind(list),
  ]);
  return (known?.results ?? []).map(({ id }) => id);
}

export function archive(db: D1Database, ids: readonly string[]): Promise<string[]> {
  return setArchived(db, ids, true);
}

export function unarchive(db: D1Database, ids: readonly string[]): Promise<string[]> {
  return setArchived(db, ids, false);
}
