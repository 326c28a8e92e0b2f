/** One host of an account and Region: its flows and lookups together. */

import type { ChunkIdentity } from "../src/core/apply-chunk.ts";
import { applyToHost } from "../src/core/apply-packed.ts";
import type { PackedHostBatch } from "../src/core/group/host-codec.ts";
import type { Env } from "../src/env.ts";
import { type AppliedAnswer, ProfileObject } from "./profile-object.ts";

export class HostProfile extends ProfileObject<string> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY CHECK (id = 1), profile TEXT NOT NULL)",
    );
  }

  /** `packed`: see host-codec. */
  apply(chunk: ChunkIdentity, packed: PackedHostBatch): AppliedAnswer {
    return this.applyOnce(chunk, (row) => applyToHost(row, packed, chunk.id));
  }

  /** The packed profile, for people and tests; null before the first chunk. */
  packed(): string | null {
    return this.load();
  }

  protected override load(): string | null {
    const sql = "SELECT profile FROM state WHERE id = 1";
    return this.ctx.storage.sql.exec<{ profile: string }>(sql).toArray()[0]?.profile ?? null;
  }

  protected override save(profile: string): number {
    return this.ctx.storage.sql.exec("INSERT OR REPLACE INTO state (id, profile) VALUES (1, ?)", profile).rowsWritten;
  }
}
