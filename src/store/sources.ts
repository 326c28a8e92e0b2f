/** Registered log sources: which bucket, by which role, since when. */

import type { LogKind } from "../core/sources/log-key.ts";

/** Log kinds that can be read. */
export const SOURCE_KINDS = ["cloudtrail", "flow", "dns"] as const satisfies readonly LogKind[];

export type Source = {
  readonly id: string;
  readonly bucket: string;
  /** Region of the bucket. */
  readonly region: string;
  /** What stands before "AWSLogs/" in the keys: "" or "logs/". */
  readonly prefix: string;
  /** `null`: every kind found under the prefix. */
  readonly kind: LogKind | null;
  /** `null`: every account found under the prefix. */
  readonly accountId: string | null;
  /** `null`: our own identity may read the bucket. */
  readonly roleArn: string | null;
  readonly externalId: string | null;
  /** Objects of before this are not read. */
  readonly sinceMs: number;
  readonly enabled: boolean;
  readonly createdMs: number;
  /** 0 until accounts and Regions have been looked for. */
  readonly discoveredMs: number;
  /** Why the last look for them did not see all; `null`: it did. */
  readonly discoveryProblem: string | null;
  /** Objects from here to `sinceMs` are learned from and raise nothing; `null`: none are. */
  readonly backfillSinceMs: number | null;
};

type SourceRow = {
  readonly id: string;
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
  readonly kind: LogKind | "all";
  readonly account_id: string | null;
  readonly role_arn: string | null;
  readonly external_id: string | null;
  readonly since_ms: number;
  readonly enabled: number;
  readonly created_ms: number;
  readonly discovered_ms: number;
  readonly discovery_problem: string | null;
  readonly backfill_since_ms: number | null;
};

function sourceOf(row: SourceRow): Source {
  return {
    id: row.id,
    bucket: row.bucket,
    region: row.region,
    prefix: row.prefix,
    kind: row.kind === "all" ? null : row.kind,
    accountId: row.account_id,
    roleArn: row.role_arn,
    externalId: row.external_id,
    sinceMs: row.since_ms,
    enabled: row.enabled === 1,
    createdMs: row.created_ms,
    discoveredMs: row.discovered_ms,
    discoveryProblem: row.discovery_problem,
    backfillSinceMs: row.backfill_since_ms,
  };
}

/** False where a source of the same bucket, prefix and account is there already, of this kind or of all. */
export async function createSource(db: D1Database, source: Source): Promise<boolean> {
  const sql = `INSERT INTO sources (id, bucket, region, prefix, kind, account_id, role_arn, external_id, since_ms,
    enabled, created_ms)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE NOT EXISTS (
      SELECT 1 FROM sources WHERE bucket = ?2 AND prefix = ?4 AND account_id IS ?6
        AND (kind = ?5 OR kind = 'all' OR ?5 = 'all'))
    ON CONFLICT DO NOTHING`;
  const { id, bucket, region, prefix, accountId, roleArn, externalId, sinceMs, createdMs } = source;
  const place = [id, bucket, region, prefix, source.kind ?? "all", accountId];
  const { meta } = await db
    .prepare(sql)
    .bind(...place, roleArn, externalId, sinceMs, Number(source.enabled), createdMs)
    .run();
  return meta.changes > 0;
}

/** All, oldest first: people register tens of them. */
export async function listSources(db: D1Database): Promise<Source[]> {
  const { results } = await db.prepare("SELECT * FROM sources ORDER BY created_ms, id").all<SourceRow>();
  return results.map(sourceOf);
}

export async function getSource(db: D1Database, id: string): Promise<Source | null> {
  const row = await db.prepare("SELECT * FROM sources WHERE id = ?").bind(id).first<SourceRow>();
  return row === null ? null : sourceOf(row);
}

/** False where there is none of this id. */
export async function setSourceEnabled(db: D1Database, id: string, enabled: boolean): Promise<boolean> {
  const { meta } = await db.prepare("UPDATE sources SET enabled = ?2 WHERE id = ?1").bind(id, Number(enabled)).run();
  return meta.changes > 0;
}

/** Accounts and Regions are looked for at the next tick. */
export async function setDiscoveryDue(db: D1Database, id: string): Promise<void> {
  await db.prepare("UPDATE sources SET discovered_ms = 0 WHERE id = ? AND discovered_ms <> 0").bind(id).run();
}

/** What a look for accounts and Regions came to. `problem`: why it did not see all. */
export async function setDiscovered(db: D1Database, id: string, nowMs: number, problem: string | null): Promise<void> {
  const sql = "UPDATE sources SET discovered_ms = ?2, discovery_problem = ?3 WHERE id = ?1";
  await db.prepare(sql).bind(id, nowMs, problem).run();
}

/** A backfill reaches further back than the one before, or changes nothing. */
export async function setBackfill(db: D1Database, id: string, sinceMs: number): Promise<void> {
  const sql = "UPDATE sources SET backfill_since_ms = min(coalesce(backfill_since_ms, ?2), ?2) WHERE id = ?1";
  await db.prepare(sql).bind(id, sinceMs).run();
}

/** False where there is none of this id. Its ledgers go with it; findings and profiles stay. */
export async function deleteSource(db: D1Database, id: string): Promise<boolean> {
  const [, , deleted] = await db.batch([
    db.prepare("DELETE FROM ledgers WHERE source_id = ?").bind(id),
    db.prepare("DELETE FROM list_calls WHERE source_id = ?").bind(id),
    db.prepare("DELETE FROM sources WHERE id = ?").bind(id),
  ]);
  return (deleted?.meta.changes ?? 0) > 0;
}
