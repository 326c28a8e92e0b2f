/** The hits of one chunk → one sighting for each finding that they belong to. */

import type { Hit, Sighting } from "../finding.ts";
import { hashId } from "../hash.ts";
import { SIGHTING_EVENT_IDS_MAX } from "../limits.ts";

/** Same account, Region, type and subject: same finding, for ever. */
export function findingIdOf(hit: Hit): string {
  return hashId("finding", hit.accountId, hit.region, hit.type, ...hit.subject);
}

/** Whether `one` is told after `other`: by event time, then event id, so that arrival order changes nothing. */
export function isLater(one: Hit, other: Hit): boolean {
  return one.timeMs !== other.timeMs ? one.timeMs > other.timeMs : one.eventId > other.eventId;
}

export function sightingsOf(chunkId: string, hits: readonly Hit[]): readonly Sighting[] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const id = findingIdOf(hit);
    const group = groups.get(id);
    if (group) group.push(hit);
    else groups.set(id, [hit]);
  }
  return [...groups].map(([findingId, group]) => toSighting(findingId, chunkId, group));
}

function toSighting(findingId: string, chunkId: string, hits: readonly Hit[]): Sighting {
  const ordered = hits.toSorted((one, other) => (isLater(one, other) ? 1 : -1));
  const first = ordered[0] as Hit;
  const latest = ordered.at(-1) as Hit;
  return {
    findingId,
    chunkId,
    count: ordered.length,
    firstMs: first.timeMs,
    lastMs: latest.timeMs,
    eventIds: ordered.slice(0, SIGHTING_EVENT_IDS_MAX).map((hit) => hit.eventId),
    severity: Math.max(...ordered.map((hit) => hit.severity)),
    latest,
  };
}
