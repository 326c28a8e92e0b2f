/** Cuts an object's events into chunks by record number and record bytes alone, so that every attempt cuts the same. */

import type { ApiCall } from "../event.ts";
import { CHUNK_BYTES_MAX, CHUNK_RECORDS_MAX } from "../limits.ts";

export type CallChunk = {
  /** 0 for the first chunk of the object. */
  readonly number: number;
  /** In event-time order. */
  readonly calls: readonly ApiCall[];
};

export type ChunkLimits = { readonly recordsMax: number; readonly bytesMax: number };

const LIMITS: ChunkLimits = { recordsMax: CHUNK_RECORDS_MAX, bytesMax: CHUNK_BYTES_MAX };

export class Chunker {
  readonly #limits: ChunkLimits;
  readonly #ready: CallChunk[] = [];
  #calls: ApiCall[] = [];
  #bytes = 0;
  #number = 0;

  constructor(limits: ChunkLimits = LIMITS) {
    this.#limits = limits;
  }

  add(call: ApiCall, bytes: number): void {
    this.#calls.push(call);
    this.#bytes += bytes;
    if (this.#calls.length >= this.#limits.recordsMax || this.#bytes >= this.#limits.bytesMax) this.#cut();
  }

  /** Chunks that are complete; each is given once. */
  take(): readonly CallChunk[] {
    return this.#ready.splice(0);
  }

  /** The last chunk, if events are left. */
  end(): readonly CallChunk[] {
    if (this.#calls.length > 0) this.#cut();
    return this.take();
  }

  #cut(): void {
    this.#ready.push({ number: this.#number++, calls: this.#calls.toSorted(byTime) });
    this.#calls = [];
    this.#bytes = 0;
  }
}

function byTime(one: ApiCall, other: ApiCall): number {
  return one.timeMs - other.timeMs || (one.id < other.id ? -1 : Number(one.id > other.id));
}
