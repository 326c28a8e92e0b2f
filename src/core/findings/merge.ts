/** Sightings → findings in memory, as the store does it in SQL: any order, any grouping, the same finding. */

import type { Finding, Sighting } from "../finding.ts";
import { invariant } from "../invariant.ts";
import { later } from "./latest.ts";

/** A finding that was seen once, stored at `storedMs`. */
export function findingFromSighting(sighting: Sighting, storedMs: number): Finding {
  const { findingId, count, firstMs, lastMs, severity, latest } = sighting;
  const { type, accountId, region } = latest;
  const stored = { createdMs: storedMs, updatedMs: storedMs, archived: false };
  return { id: findingId, type, accountId, region, severity, count, firstMs, lastMs, ...stored, latest };
}

/** Commutative and associative. Both must be of the same finding and share no sighting. */
export function mergeFindings(left: Finding, right: Finding): Finding {
  invariant(left.id === right.id, "only states of one finding are merged");
  return {
    id: left.id,
    type: left.type,
    accountId: left.accountId,
    region: left.region,
    severity: Math.max(left.severity, right.severity),
    count: left.count + right.count,
    firstMs: Math.min(left.firstMs, right.firstMs),
    lastMs: Math.max(left.lastMs, right.lastMs),
    createdMs: Math.min(left.createdMs, right.createdMs),
    updatedMs: Math.max(left.updatedMs, right.updatedMs),
    archived: left.archived || right.archived,
    latest: later(left.latest, right.latest),
  };
}

/** All findings of these sightings by id; a sighting that comes again (same finding and chunk) is not counted again. */
export function mergeSightings(sightings: Iterable<Sighting>, storedMs: number): Map<string, Finding> {
  const seen = new Set<string>();
  const findings = new Map<string, Finding>();
  for (const sighting of sightings) {
    const key = `${sighting.findingId} ${sighting.chunkId}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const next = findingFromSighting(sighting, storedMs);
    const known = findings.get(next.id);
    findings.set(next.id, known === undefined ? next : mergeFindings(known, next));
  }
  return findings;
}
