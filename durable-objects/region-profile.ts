/** One account in one Region: what is normal there, and what is known of its settings. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import { REGION_INDEX } from "../src/core/detect/indexes.ts";
import { unpackCalls } from "../src/core/group/call-codec.ts";
import { REGION_EVENT_IDS_KEPT, REGION_PROFILE_BYTES_MAX } from "../src/core/limits.ts";
import { observeRegion } from "../src/core/observe.ts";
import { packProfile, unpackProfile } from "../src/core/profile/codec.ts";
import { packFacts, unpackFacts } from "../src/core/profile/facts-codec.ts";
import { emptyProfile } from "../src/core/profile/profile.ts";
import { emptyFacts } from "../src/core/profile/region-facts.ts";
import { SeenEvents } from "../src/core/profile/seen-events.ts";
import { type AppliedAnswer, ProfileObject } from "./profile-object.ts";

export class RegionProfile extends ProfileObject {
  /** `name`: account and Region. `learnOnly`: events of global services that other Regions logged. */
  apply(chunk: ChunkIdentity, name: readonly string[], calls: string, learnOnly: string): AppliedAnswer {
    return this.applyOnce(chunk, (row) => {
      const profile = row ? unpackProfile(row.profile) : emptyProfile(name);
      const seen = new SeenEvents(REGION_EVENT_IDS_KEPT, row?.seen);
      const facts = row?.facts ? unpackFacts(row.facts) : emptyFacts();
      const state = { profile, seen, facts };
      const observation = observeRegion(state, unpackCalls(calls), unpackCalls(learnOnly), REGION_INDEX);
      const packed = packProfile(profile, REGION_PROFILE_BYTES_MAX);
      return { observation, row: { profile: packed, seen: seen.pack(), facts: packFacts(facts) } };
    });
  }

  /** The packed profile, for people and tests; null before the first chunk. */
  packed(): string | null {
    return this.load()?.profile ?? null;
  }
}
