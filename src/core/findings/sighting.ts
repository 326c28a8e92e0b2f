/** Folds the hits of one chunk into one sighting for each finding. */

import type { Hit, Sighting } from "../finding.ts";
import { SIGHTING_EVENT_IDS_MAX } from "../limits.ts";
import { findingId } from "./fingerprint.ts";
import { later } from "./latest.ts";

function byTimeThenId(left: Hit, right: Hit): number {
  if (left.timeMs !== right.timeMs) return left.timeMs - right.timeMs;
  return left.eventId < right.eventId ? -1 : left.eventId > right.eventId ? 1 : 0;
}

/** One hit for each event: a record that a file holds twice is one deed. */
function distinctEvents(hits: readonly Hit[]): Hit[] {
  const byEvent = new Map<string, Hit>();
  for (const hit of hits) {
    const known = byEvent.get(hit.eventId);
    byEvent.set(hit.eventId, known === undefined ? hit : later(known, hit));
  }
  return [...byEvent.values()].sort(byTimeThenId);
}

function fold(id: string, chunkId: string, first: Hit, rest: readonly Hit[]): Sighting {
  let latest = first;
  let severity = first.severity;
  for (const hit of rest) {
    latest = later(latest, hit);
    severity = Math.max(severity, hit.severity);
  }
  return {
    findingId: id,
    chunkId,
    count: rest.length + 1,
    firstMs: first.timeMs,
    lastMs: latest.timeMs,
    eventIds: [first, ...rest].slice(0, SIGHTING_EVENT_IDS_MAX).map((hit) => hit.eventId),
    severity,
    latest,
  };
}

/** Sightings ordered by finding id: the same hits in any order give the same sightings. */
export function sightingsOf(hits: readonly Hit[], chunkId: string): Sighting[] {
  const byFinding = new Map<string, Hit[]>();
  for (const hit of hits) {
    const id = findingId(hit);
    const group = byFinding.get(id);
    if (group === undefined) byFinding.set(id, [hit]);
    else group.push(hit);
  }
  const sightings: Sighting[] = [];
  for (const id of [...byFinding.keys()].sort()) {
    const [first, ...rest] = distinctEvents(byFinding.get(id) ?? []);
    if (first !== undefined) sightings.push(fold(id, chunkId, first, rest));
  }
  return sightings;
}
