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

/** By event time, then hash: in whatever order they came. */
function inTimeOrder(calls: readonly LoggedCall[]): readonly ApiCall[] {
  const times = new Float64Array(calls.length);
  for (let at = 0; at < calls.length; at++) times[at] = (calls[at] as LoggedCall).timeMs;
  const places = placesInOrder(times);
  const ordered: LoggedCall[] = [];
  let from = 0;
  for (let to = 0; to < places.length; to++) {
    const place = places[to] as number;
    if (times[place] !== times[places[from] as number]) {
      sortByHash(ordered, from);
      from = to;
    }
    ordered.push(calls[place] as LoggedCall);
  }
  sortByHash(ordered, from);
  return ordered;
}

/** Places of the times from the first to the last. Numbers sort many times faster without a comparator. */
function placesInOrder(times: Float64Array): ArrayLike<number> {
  const { length } = times;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < length; at++) {
    first = Math.min(first, times[at] as number);
    last = Math.max(last, times[at] as number);
  }
  if ((last - first + 1) * length > Number.MAX_SAFE_INTEGER) {
    return Array.from(times.keys()).sort((one, other) => (times[one] as number) - (times[other] as number));
  }
  const keys = new Float64Array(length);
  for (let at = 0; at < length; at++) keys[at] = ((times[at] as number) - first) * length + at;
  keys.sort();
  for (let at = 0; at < length; at++) keys[at] = (keys[at] as number) % length;
  return keys;
}

/** Those from `from` on are of one moment. */
function sortByHash(calls: LoggedCall[], from: number): void {
  if (calls.length - from < 2) return;
  const sorted = calls.slice(from).sort((one, other) => one.hash - other.hash);
  for (let at = 0; at < sorted.length; at++) calls[from + at] = sorted[at] as LoggedCall;
}
