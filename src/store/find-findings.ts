/** Findings out of D1: one, or a page by filters with a cursor that stays right while findings arrive. */

import type { Finding } from "../core/finding.ts";
import { type FindingRow, toFinding } from "./findings.ts";

export type FindingFilter = {
  readonly type?: string | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly severityMin?: number | undefined;
  readonly severityMax?: number | undefined;
  readonly archived?: boolean | undefined;
  readonly updatedSinceMs?: number | undefined;
  readonly lastSeenSinceMs?: number | undefined;
  readonly lastSeenUntilMs?: number | undefined;
};

/** Position after a finding in (last seen, id) order, newest first. */
export type FindingCursor = { readonly lastMs: number; readonly id: string };

export type FindingPage = { readonly findings: readonly Finding[]; readonly next: FindingCursor | null };

export async function findFindings(
  db: D1Database,
  filter: FindingFilter,
  pageSize: number,
  after: FindingCursor | null,
): Promise<FindingPage> {
  const conditions: (readonly [sql: string, value: string | number | undefined])[] = [
    ["type = ?", filter.type],
    ["account_id = ?", filter.accountId],
    ["region = ?", filter.region],
    ["severity >= ?", filter.severityMin],
    ["severity <= ?", filter.severityMax],
    ["archived = ?", filter.archived === undefined ? undefined : Number(filter.archived)],
    ["updated_ms >= ?", filter.updatedSinceMs],
    ["last_ms >= ?", filter.lastSeenSinceMs],
    ["last_ms <= ?", filter.lastSeenUntilMs],
  ];
  const used = conditions.filter(([, value]) => value !== undefined);
  const values = used.map(([, value]) => value);
  const where = used.map(([sql]) => sql);
  if (after) {
    where.push("(last_ms < ? OR (last_ms = ? AND id > ?))");
    values.push(after.lastMs, after.lastMs, after.id);
  }
  const sql = `SELECT * FROM findings ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""}
    ORDER BY last_ms DESC, id LIMIT ?`;
  const { results } = await db
    .prepare(sql)
    .bind(...values, pageSize + 1)
    .all<FindingRow>();
  const findings = results.slice(0, pageSize).map(toFinding);
  const last = findings.at(-1);
  return { findings, next: results.length > pageSize && last ? { lastMs: last.lastMs, id: last.id } : null };
}

export async function getFinding(db: D1Database, id: string): Promise<Finding | null> {
  const row = await db.prepare("SELECT * FROM findings WHERE id = ?").bind(id).first<FindingRow>();
  return row ? toFinding(row) : null;
}

export type SightingView = {
  readonly chunkId: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly eventIds: readonly string[];
  readonly storedMs: number;
};

type SightingRow = {
  readonly chunk_id: string;
  readonly count: number;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly event_ids: string;
  readonly stored_ms: number;
};

/** Newest first. */
export async function sightingsOfFinding(db: D1Database, id: string, max: number): Promise<readonly SightingView[]> {
  const sql = "SELECT * FROM sightings WHERE finding_id = ? ORDER BY last_ms DESC, chunk_id LIMIT ?";
  const { results } = await db.prepare(sql).bind(id, max).all<SightingRow>();
  return results.map((row) => ({
    chunkId: row.chunk_id,
    count: row.count,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
    eventIds: JSON.parse(row.event_ids) as string[],
    storedMs: row.stored_ms,
  }));
}

/** Returns how many of the findings exist. */
export async function setArchived(db: D1Database, ids: readonly string[], archived: boolean): Promise<number> {
  const sql = "UPDATE findings SET archived = ?2 WHERE id IN (SELECT value FROM json_each(?1))";
  const { meta } = await db.prepare(sql).bind(JSON.stringify(ids), Number(archived)).run();
  return meta.changes;
}
