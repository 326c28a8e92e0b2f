/** Beacons of a host as signals: evidence for a sequence, and no finding of their own, since agents and updaters beat too. */

import { SEVERITY } from "../finding.ts";
import type { HostBatch } from "../group/host-batch.ts";
import { beaconScore } from "../profile/beacon.ts";
import { isActor, isAnswered, isTrusted, portKey, toPublic } from "../profile/flow-shape.ts";
import { peerOf } from "../profile/fold-flow.ts";
import { dayOf, daysBefore } from "../profile/habits.ts";
import type { HostProfile } from "../profile/host-profile.ts";
import type { HostSignal } from "../profile/host-signals.ts";
import { rhythmKey, type Rhythms, startsOf } from "../profile/rhythm.ts";
import { groupFlows } from "./flow-groups.ts";
import { BEACON_KNOWN_DAYS_MAX, BEACON_SCORE_MIN, BEACON_STARTS_MIN } from "./host-thresholds.ts";

export const BEACON = "Beacon";

/** Of the peers in the batch: an AWS service is none, nor a peer that the host has known for long. */
export function beaconSignals(batch: HostBatch, profile: HostProfile): readonly HostSignal[] {
  if (!mayBeat(profile.rhythms)) return [];
  const groups = groupFlows(batch.flows, (flow) =>
    isActor(flow) && isAnswered(flow) && toPublic(flow) && !isTrusted(flow) && !peerOf(flow).startsWith("aws:")
      ? rhythmKey(peerOf(flow), portKey(flow.protocol, flow.remotePort))
      : null,
  );
  return groups.flatMap(({ key, flows }): HostSignal[] => {
    const [flow] = flows;
    const rhythm = profile.rhythms.get(key);
    if (!flow || !rhythm) return [];
    const known = daysBefore(profile.habits.peers.get(peerOf(flow)), dayOf(flow.firstMs));
    const score = beaconScore(rhythm, BEACON_STARTS_MIN);
    if (score < BEACON_SCORE_MIN || known > BEACON_KNOWN_DAYS_MAX) return [];
    return [
      {
        source: "flow",
        name: BEACON,
        severity: SEVERITY.low,
        timeMs: flow.firstMs,
        endpoint: peerOf(flow),
        actor: null,
        description: `Called ${key} in an even rhythm ${startsOf(rhythm)} times (score ${score.toFixed(2)}).`,
      },
    ];
  });
}

/** Whether any pair has as many starts as a beacon must have. */
function mayBeat(rhythms: Rhythms): boolean {
  for (const rhythm of rhythms.values()) if (startsOf(rhythm) >= BEACON_STARTS_MIN) return true;
  return false;
}
