/** Registered log sources: which bucket, by which role, since when. */

/** Log kinds that can be read. */
export const SOURCE_KINDS = ["cloudtrail"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export type Source = {
  readonly id: string;
  readonly bucket: string;
  /** Region of the bucket. */
  readonly region: string;
  /** What stands before "AWSLogs/" in the keys: "" or "logs/". */
  readonly prefix: string;
  readonly kind: SourceKind;
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
};

type SourceRow = {
  readonly id: string;
  readonly bucket: string;
  readonly region: string;
  readonly prefix: string;
  readonly kind: SourceKind;
  readonly account_id: string | null;
  readonly role_arn: string | null;
  readonly external_id: string | null;
  readonly since_ms: number;
  readonly enabled: number;
  readonly created_ms: number;
  readonly discovered_ms: number;
};

function sourceOf(row: SourceRow): Source {
  return {
    id: row.id,
    bucket: row.bucket,
    region: row.region,
    prefix: row.prefix,
    kind: row.kind,
    accountId: row.account_id,
    roleArn: row.role_arn,
    externalId: row.external_id,
    sinceMs: row.since_ms,
    enabled: row.enabled === 1,
    createdMs: row.created_ms,
    discoveredMs: row.discovered_ms,
  };
}

/** False where a source of the same bucket, prefix, kind and account is there already. */
export async function createSource(db: D1Database, source: Source): Promise<boolean> {
  const sql = `INSERT INTO sources (id, bucket, region, prefix, kind, account_id, role_arn, external_id, since_ms,
    enabled, created_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  const { id, bucket, region, prefix, kind, accountId, roleArn, externalId, sinceMs, enabled, createdMs } = source;
  const values = [
    id,
    bucket,
    region,
    prefix,
    kind,
    accountId,
    roleArn,
    externalId,
    sinceMs,
    Number(enabled),
    createdMs,
  ];
  const { meta } = await db
    .prepare(sql)
    .bind(...values)
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

/** False where there is none of this id. Its ledgers go with it; findings and profiles stay. */
export async function deleteSource(db: D1Database, id: string): Promise<boolean> {
  const [, deleted] = await db.batch([
    db.prepare("DELETE FROM ledgers WHERE source_id = ?").bind(id),
    db.prepare("DELETE FROM sources WHERE id = ?").bind(id),
  ]);
  return (deleted?.meta.changes ?? 0) > 0;
}
