/** One principal of one account: what is normal for it, Region by Region. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import type { PackedCalls } from "../src/core/group/call-codec.ts";
import { applyToPrincipal } from "../src/core/apply-packed.ts";
import { type AppliedAnswer, ProfileObject } from "./profile-object.ts";

export class PrincipalProfile extends ProfileObject {
  /** `name`: account and principal. `calls`: see call-codec. */
  apply(chunk: ChunkIdentity, name: readonly string[], calls: PackedCalls): AppliedAnswer {
    return this.applyOnce(chunk, (row) => applyToPrincipal(row, name, calls));
  }

  /** The packed profile, for people and tests; null before the first chunk. */
  packed(): string | null {
    return this.load()?.profile ?? null;
  }
}
