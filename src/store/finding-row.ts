/** A row of `findings` ↔ Finding. */

import type { Finding } from "../core/finding.ts";
import { readHit } from "./stored-hit.ts";

export type FindingRow = {
  readonly id: string;
  readonly severity: number;
  readonly count: number;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly archived: number;
  readonly latest: string;
};

export const FINDING_COLUMNS = "id, severity, count, first_ms, last_ms, created_ms, updated_ms, archived, latest";

export function findingOf(row: FindingRow): Finding {
  const latest = readHit(row.latest);
  return {
    id: row.id,
    type: latest.type,
    accountId: latest.accountId,
    region: latest.region,
    severity: row.severity,
    count: row.count,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
    archived: row.archived === 1,
    latest,
  };
}
