/** One account in one Region: what is normal there, and what is known of its settings. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import type { PackedCalls } from "../src/core/group/call-codec.ts";
import { applyToRegion } from "../src/core/apply-packed.ts";
import { type AppliedAnswer, ProfileObject } from "./profile-object.ts";

export class RegionProfile extends ProfileObject {
  /** `name`: account and Region. `learnOnly`: events of global services that other Regions logged. */
  apply(chunk: ChunkIdentity, name: readonly string[], calls: PackedCalls, learnOnly: PackedCalls): AppliedAnswer {
    return this.applyOnce(chunk, (row) => applyToRegion(row, name, calls, learnOnly));
  }

  /** The packed profile, for people and tests; null before the first chunk. */
  packed(): string | null {
    return this.load()?.profile ?? null;
  }
}
