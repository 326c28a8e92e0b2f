/** What both kinds of profile object share: one packed row, and the apply protocol in one transaction. */

import { DurableObject } from "cloudflare:workers";
import type { ChunkIdentity, ProfileAnswer } from "../src/core/apply-chunk.ts";
import type { Applied, ProfileRow } from "../src/core/apply-packed.ts";
import { sightingsOf } from "../src/core/findings/sighting.ts";
import type { Env } from "../src/env.ts";
import { AppliedChunks } from "./applied-chunks.ts";

type StoredRow = { profile: string; seen: ArrayBuffer; facts: string | null };

/** `answer`: a ProfileAnswer as JSON text, the form in which it is remembered. */
export type AppliedAnswer = { readonly answer: string; readonly rowsWritten: number; readonly replayed: boolean };

export abstract class ProfileObject extends DurableObject<Env> {
  readonly #applied: AppliedChunks;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.storage.sql.exec(`CREATE TABLE IF NOT EXISTS state (
      id INTEGER PRIMARY KEY CHECK (id = 1), profile TEXT NOT NULL, seen BLOB NOT NULL, facts TEXT)`);
    this.#applied = new AppliedChunks(ctx.storage.sql);
  }

  /**
   * Remembered chunk → its answer. New chunk → load, observe, save, remember, all in one transaction: a crash at any
   * point leaves either the chunk applied and remembered, or neither.
   */
  protected applyOnce(chunk: ChunkIdentity, work: (row: ProfileRow | null) => Applied): AppliedAnswer {
    return this.ctx.storage.transactionSync(() => {
      const known = this.#applied.recall(chunk);
      if (known !== null) return { answer: known, rowsWritten: 0, replayed: true };
      const { observation, row } = work(this.load());
      const { hits, faults, duplicates } = observation;
      const sightings = sightingsOf(hits, chunk.id);
      const answer = JSON.stringify({ sightings, faults, duplicates } satisfies ProfileAnswer);
      const rowsWritten = this.#save(row) + this.#applied.remember(chunk, answer, Date.now());
      return { answer, rowsWritten, replayed: false };
    });
  }

  protected load(): ProfileRow | null {
    const sql = "SELECT profile, seen, facts FROM state WHERE id = 1";
    const row = this.ctx.storage.sql.exec<StoredRow>(sql).toArray()[0];
    return row ? { ...row, seen: new Uint8Array(row.seen) } : null;
  }

  #save({ profile, seen, facts }: ProfileRow): number {
    const sql = "INSERT OR REPLACE INTO state (id, profile, seen, facts) VALUES (1, ?, ?, ?)";
    return this.ctx.storage.sql.exec(sql, profile, seen, facts).rowsWritten;
  }
}
