/** Sightings → Finding. The order in which they come changes nothing. */

import type { Finding, Sighting } from "../finding.ts";
import { isLater } from "./sighting.ts";

/** `storedMs`: when the sighting was first stored. */
export function findingFrom(sighting: Sighting, storedMs: number): Finding {
  return {
    id: sighting.findingId,
    type: sighting.latest.type,
    accountId: sighting.latest.accountId,
    region: sighting.latest.region,
    severity: sighting.severity,
    count: sighting.count,
    firstMs: sighting.firstMs,
    lastMs: sighting.lastMs,
    createdMs: storedMs,
    updatedMs: storedMs,
    archived: false,
    latest: sighting.latest,
  };
}

/** Two views of one finding. */
export function mergeFindings(one: Finding, other: Finding): Finding {
  return {
    ...one,
    severity: Math.max(one.severity, other.severity),
    count: one.count + other.count,
    firstMs: Math.min(one.firstMs, other.firstMs),
    lastMs: Math.max(one.lastMs, other.lastMs),
    createdMs: Math.min(one.createdMs, other.createdMs),
    updatedMs: Math.max(one.updatedMs, other.updatedMs),
    archived: one.archived && other.archived,
    latest: isLater(other.latest, one.latest) ? other.latest : one.latest,
  };
}
