/** What the kinds of profile object share: packed state in one row, and the apply protocol in one transaction. */

import { DurableObject } from "cloudflare:workers";
import type { ChunkIdentity, ProfileAnswer } from "../src/core/apply-chunk.ts";
import type { Sighting } from "../src/core/finding.ts";
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
      const { hits, faults, duplicates, repeatedIds, distrusted } = observation;
      const own = sightingsOf(hits, chunk.id);
      const sightings = [...own, ...this.#toldOf(repeatedIds)];
      const answer = JSON.stringify({
        sightings,
        faults,
        duplicates,
        ...(distrusted && { distrusted }),
      } satisfies ProfileAnswer);
      const said = answer === EMPTY_ANSWER ? null : answer;
      const rowsWritten =
        this.save(row) +
        this.applied.remember(chunk, said, Date.now()) +
        this.applied.tell(chunk, [...new Set(own.flatMap(({ eventIds }) => eventIds))]);
      return { answer, rowsWritten, replayed: false };
    });
  }

  /**
   * What was said of events that come a second time: their first object may never be read to its end (deleted, replaced,
   * given up), and what was seen in it would be lost. Stored twice, a sighting counts once.
   */
  #toldOf(eventIds: readonly string[]): Sighting[] {
    const repeated = new Set(eventIds);
    const answers = this.applied.answersAbout(eventIds).map((text) => JSON.parse(text) as ProfileAnswer);
    const told = new Map<string, Sighting>();
    for (const sighting of answers.flatMap(({ sightings }) => sightings)) {
      const isAbout = sighting.eventIds.some((id) => repeated.has(id));
      if (isAbout) told.set(`${sighting.findingId} ${sighting.chunkId}`, sighting);
    }
    return [...told.values()];
  }
}
