/** Findings on the logs themselves → the store and the notices, as those of detectors. */

import type { Sighting } from "../core/finding.ts";
import {
  type LogPlace,
  type OperationalMatch,
  operationalHit,
  type OperationalType,
} from "../core/findings/operational.ts";
import { sightingsOf } from "../core/findings/sighting.ts";
import { configOf, type Env } from "../env.ts";
import { channelsOf } from "../notify/channels.ts";
import { enqueueNotices } from "../notify/enqueue.ts";
import { saveSightings } from "../store/findings.ts";

export type Told = {
  readonly type: OperationalType;
  readonly place: LogPlace;
  readonly match: OperationalMatch;
  /** Deeds in it, and the first of them. Default: one. */
  readonly count?: number;
  readonly firstMs?: number;
};

/** Telling the same event id again changes nothing. Returns the ids of the findings. */
export async function tellOperations(env: Env, told: readonly Told[], nowMs: number): Promise<readonly string[]> {
  const sightings = told.flatMap(({ type, place, match, count, firstMs }): Sighting[] => {
    const found = sightingsOf([operationalHit(type, place, match)], match.eventId);
    return found.map((sighting) => ({
      ...sighting,
      count: count ?? sighting.count,
      firstMs: firstMs ?? sighting.firstMs,
    }));
  });
  const options = { nowMs, notify: true, channels: channelsOf(configOf(env)) };
  await enqueueNotices(env.NOTICES, await saveSightings(env.DB, sightings, options));
  return sightings.map(({ findingId }) => findingId);
}
