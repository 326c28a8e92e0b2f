/** One principal of one account: what is normal for it, Region by Region. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import { applyToPrincipal } from "../src/core/apply-packed.ts";
import type { PackedCalls } from "../src/core/group/call-codec.ts";
import { CallProfileObject } from "./call-profile-object.ts";
import type { AppliedAnswer } from "./profile-object.ts";

export class PrincipalProfile extends CallProfileObject {
  /** `name`: account and principal. `calls`: see call-codec. `context`: AccountContext, as JSON text. */
  apply(chunk: ChunkIdentity, name: readonly string[], calls: PackedCalls, context: string): AppliedAnswer {
    return this.applyOnce(chunk, (row) => applyToPrincipal(row, name, calls, context));
  }
}
