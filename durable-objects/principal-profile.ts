/** One principal of one account: what is normal for it, Region by Region. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import { applyToPrincipal } from "../src/core/apply-packed.ts";
import { CallProfileObject } from "./call-profile-object.ts";
import type { AppliedAnswer } from "./profile-object.ts";

export class PrincipalProfile extends CallProfileObject {
  /** `name`: account and principal. `packed`: see call-codec. `context`: AccountContext, as JSON text. */
  apply(chunk: ChunkIdentity, name: readonly string[], packed: string, context: string): AppliedAnswer {
    return this.applyOnce(chunk, (row) => applyToPrincipal(row, name, packed, context));
  }
}
