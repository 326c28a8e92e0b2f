/** What the two kinds of profile of API calls share: one row of profile, seen events and facts. */

import type { ProfileRow } from "../src/core/apply-packed.ts";
import type { Env } from "../src/env.ts";
import { ProfileObject } from "./profile-object.ts";

type StoredRow = { profile: string; seen: ArrayBuffer; facts: string | null };

export abstract class CallProfileObject extends ProfileObject<ProfileRow> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec(`CREATE TABLE IF NOT EXISTS state (
      id INTEGER PRIMARY KEY CHECK (id = 1), profile TEXT NOT NULL, seen BLOB NOT NULL, facts TEXT)`);
  }

  /** The packed profile, for people and tests; null before the first chunk. */
  packed(): string | null {
    return this.load()?.profile ?? null;
  }

  protected override load(): ProfileRow | null {
    const sql = "SELECT profile, seen, facts FROM state WHERE id = 1";
    const row = this.ctx.storage.sql.exec<StoredRow>(sql).toArray()[0];
    return row ? { ...row, seen: new Uint8Array(row.seen) } : null;
  }

  protected override save({ profile, seen, facts }: ProfileRow): number {
    const sql = "INSERT OR REPLACE INTO state (id, profile, seen, facts) VALUES (1, ?, ?, ?)";
    return this.ctx.storage.sql.exec(sql, profile, seen, facts).rowsWritten;
  }
}
