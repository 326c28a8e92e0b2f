/** Cuts an object's events into chunks by record number and record bytes alone, so that every attempt cuts the same. */

import { CallTable, type ReadCall } from "../calls/call-table.ts";
import type { LoggedCall } from "../calls/logged-call.ts";
import type { CallerFacts } from "../enrich/facts.ts";
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
  #table = new CallTable();
  #calls: LoggedCall[] = [];
  #bytes = 0;
  #number = 0;

  constructor(limits: ChunkLimits = LIMITS) {
    this.#limits = limits;
  }

  /** `caller`: what tables and lists say of the caller. */
  add(call: ReadCall, bytes: number, caller: CallerFacts | null = null): void {
    this.#calls.push(this.#table.add(call, caller));
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
    this.#ready.push({ number: this.#number++, calls: inTimeOrder(this.#calls) });
    this.#table = new CallTable();
    this.#calls = [];
    this.#bytes = 0;
  }
}

/** By event time, then id. */
function inTimeOrder(calls: readonly ApiCall[]): readonly ApiCall[] {
  const ordered = placesInOrder(Float64Array.from(calls, ({ timeMs }) => timeMs)).map((at) => calls[at] as ApiCall);
  let from = 0;
  for (let to = 1; to <= ordered.length; to++) {
    if (to < ordered.length && ordered[to]?.timeMs === ordered[from]?.timeMs) continue;
    if (to - from > 1) sortById(ordered, from, to);
    from = to;
  }
  return ordered;
}

/** Places of the times from the first to the last. Numbers sort many times faster without a comparator. */
function placesInOrder(times: Float64Array): number[] {
  const { length } = times;
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  if ((last - first + 1) * length > Number.MAX_SAFE_INTEGER) {
    return Array.from(times.keys()).sort((one, other) => (times[one] as number) - (times[other] as number));
  }
  const keys = times.map((time, at) => (time - first) * length + at).sort();
  return Array.from(keys, (key) => key % length);
}

/** Of calls of one moment. */
function sortById(calls: ApiCall[], from: number, to: number): void {
  const sorted = calls.slice(from, to).sort((one, other) => (one.id < other.id ? -1 : Number(one.id > other.id)));
  for (const [at, call] of sorted.entries()) calls[from + at] = call;
}
