/** The heart for hosts: (profile, batch) → (profile′, hits, faults). The order of steps is written here and nowhere else. */

import { beaconSignals } from "./detect/beacon-signals.ts";
import type { HostDetector, HostMatch } from "./detect/host-detector.ts";
import { signalOf } from "./detect/host-signal-of.ts";
import type { Hit } from "./finding.ts";
import { hitFromHost } from "./findings/from-host.ts";
import type { HostBatch } from "./group/host-batch.ts";
import type { Fault, Observation } from "./observe.ts";
import { foldHost, pruneHost } from "./profile/fold-host.ts";
import { addSignal } from "./profile/host-signals.ts";
import { orientFlows } from "./profile/orient-flow.ts";
import type { HostProfile } from "./profile/host-profile.ts";

/** `profile` is changed in place. What a detector found is a signal to those after it: sequences come last. `chunkId` names the records of the batch. */
export function observeHost(
  profile: HostProfile,
  given: HostBatch,
  chunkId: string,
  detectors: readonly HostDetector[],
): Observation {
  const batch = { ...given, flows: orientFlows(profile, given.flows) };
  foldHost(profile, batch);
  for (const signal of beaconSignals(batch, profile)) addSignal(profile.signals, signal);
  const hits: Hit[] = [];
  const faults: Fault[] = [];
  for (const detector of detectors) {
    if (!detector.reads.some((part) => batch[part].length > 0) && (batch.signals ?? []).length === 0) continue;
    for (const match of matchesOf(detector, batch, profile, chunkId, faults)) {
      const signal = signalOf(detector, match);
      if (signal !== null) addSignal(profile.signals, signal);
      hits.push(hitFromHost(detector.type, batch, match, chunkId));
    }
  }
  pruneHost(profile);
  return { hits, faults, duplicates: 0, repeatedIds: [] };
}

function matchesOf(
  detector: HostDetector,
  batch: HostBatch,
  profile: HostProfile,
  chunkId: string,
  faults: Fault[],
): readonly HostMatch[] {
  try {
    return detector.detect(batch, { profile });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    faults.push({ type: detector.type, eventId: `${chunkId}/${batch.host}`, message: message.slice(0, 200) });
    return [];
  }
}
