/** What the kinds of profile object share: packed state in one row, and the apply protocol in one transaction. */

import { DurableObject } from "cloudflare:workers";
import type { ChunkIdentity, ProfileAnswer } from "../src/core/apply-chunk.ts";
import { sightingsOf } from "../src/core/findings/sighting.ts";
import type { Observation } from "../src/core/observe.ts";
import type { Env } from "../src/env.ts";
import { AppliedChunks } from "./applied-chunks.ts";

/** `answer`: a ProfileAnswer as JSON text, the form in which it is remembered. */
export type AppliedAnswer = { readonly answer: string; readonly rowsWritten: number; readonly replayed: boolean };

const EMPTY_ANSWER = JSON.stringify({ sightings: [], faults: [], duplicates: 0 } satisfies ProfileAnswer);

export abstract class ProfileObject<Row> extends DurableObject<Env> {
  protected readonly applied: AppliedChunks;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.applied = new AppliedChunks(ctx.storage.sql);
  }

  /** Null before the first chunk. */
  protected abstract load(): Row | null;

  /** Returns rows written. */
  protected abstract save(row: Row): number;

  /**
   * Remembered chunk → its answer. New chunk → load, observe, save, remember, all in one transaction: a crash at any
   * point leaves either the chunk applied and remembered, or neither.
   */
  protected applyOnce(
    chunk: ChunkIdentity,
    work: (row: Row | null) => { readonly observation: Observation; readonly row: Row },
  ): AppliedAnswer {
    return this.ctx.storage.transactionSync(() => {
      const known = this.applied.recall(chunk);
      if (known !== null) return { answer: known.answer ?? EMPTY_ANSWER, rowsWritten: 0, replayed: true };
      const { observation, row } = work(this.load());
      const { hits, faults, duplicates } = observation;
      const answer = JSON.stringify({
        sightings: sightingsOf(hits, chunk.id),
        faults,
        duplicates,
      } satisfies ProfileAnswer);
      const said = answer === EMPTY_ANSWER ? null : answer;
      const rowsWritten = this.save(row) + this.applied.remember(chunk, said, Date.now());
      return { answer, rowsWritten, replayed: false };
    });
  }
}
