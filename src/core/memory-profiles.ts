/** Profiles in memory: for `scan`, the benchmark and tests. */

import type { ChunkIdentity, ProfileAnswer, ProfileHost } from "./apply-chunk.ts";
import { PRINCIPAL_INDEX, REGION_INDEX } from "./detect/indexes.ts";
import { sightingsOf } from "./findings/sighting.ts";
import { PRINCIPAL_EVENT_IDS_KEPT, REGION_EVENT_IDS_KEPT } from "./limits.ts";
import { type Observation, type ObservedState, observePrincipal, observeRegion, type RegionState } from "./observe.ts";
import { emptyProfile } from "./profile/profile.ts";
import { emptyFacts } from "./profile/region-facts.ts";
import { SeenEvents } from "./profile/seen-events.ts";

export function memoryProfiles(): ProfileHost {
  const regions = new Map<string, RegionState>();
  const principals = new Map<string, ObservedState>();
  return {
    region: async (chunk, batch) => {
      const state = getOrMake(regions, [batch.accountId, batch.region], (name) => ({
        profile: emptyProfile(name),
        seen: new SeenEvents(REGION_EVENT_IDS_KEPT),
        facts: emptyFacts(),
      }));
      return answerOf(chunk, observeRegion(state, batch.calls, batch.learnOnly, REGION_INDEX));
    },
    principal: async (chunk, batch) => {
      const state = getOrMake(principals, [batch.accountId, batch.principal], (name) => ({
        profile: emptyProfile(name),
        seen: new SeenEvents(PRINCIPAL_EVENT_IDS_KEPT),
      }));
      return answerOf(chunk, observePrincipal(state, batch.calls, PRINCIPAL_INDEX));
    },
  };
}

function getOrMake<T>(states: Map<string, T>, name: readonly string[], make: (name: readonly string[]) => T): T {
  const key = name.join("\n");
  const known = states.get(key);
  if (known !== undefined) return known;
  const made = make(name);
  states.set(key, made);
  return made;
}

function answerOf(chunk: ChunkIdentity, { hits, faults, duplicates }: Observation): ProfileAnswer {
  return { sightings: sightingsOf(hits, chunk.id), faults, duplicates };
}
