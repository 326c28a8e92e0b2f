/** One principal of one account: what is normal for it, Region by Region. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import { unpackCalls } from "../src/core/group/call-codec.ts";
import { PRINCIPAL_INDEX } from "../src/core/detect/indexes.ts";
import { PRINCIPAL_EVENT_IDS_KEPT, PRINCIPAL_PROFILE_BYTES_MAX } from "../src/core/limits.ts";
import { observePrincipal } from "../src/core/observe.ts";
import { packProfile, unpackProfile } from "../src/core/profile/codec.ts";
import { emptyProfile } from "../src/core/profile/profile.ts";
import { SeenEvents } from "../src/core/profile/seen-events.ts";
import { type AppliedAnswer, ProfileObject } from "./profile-object.ts";

export class PrincipalProfile extends ProfileObject {
  /** `name`: account and principal. `packed`: see call-codec. */
  apply(chunk: ChunkIdentity, name: readonly string[], packed: string): AppliedAnswer {
    return this.applyOnce(chunk, (row) => {
      const profile = row ? unpackProfile(row.profile) : emptyProfile(name);
      const seen = new SeenEvents(PRINCIPAL_EVENT_IDS_KEPT, row?.seen);
      const observation = observePrincipal({ profile, seen }, unpackCalls(packed), PRINCIPAL_INDEX);
      return {
        observation,
        row: { profile: packProfile(profile, PRINCIPAL_PROFILE_BYTES_MAX), seen: seen.pack(), facts: null },
      };
    });
  }

  /** The packed profile, for people and tests; null before the first chunk. */
  packed(): string | null {
    return this.load()?.profile ?? null;
  }
}
