/** The last events a profile counted, so that one that two trails deliver is counted once. */

import { hash53 } from "../hash.ts";

/** A ring of 53-bit hashes; packs into 8 bytes each. */
export class SeenEvents {
  readonly #ring: Float64Array;
  readonly #known: Set<number>;
  #next: number;

  constructor(capacity: number, packed?: Uint8Array) {
    this.#ring = new Float64Array(capacity);
    const kept = packed ? new Float64Array(packed.slice().buffer) : new Float64Array(0);
    const used = kept.subarray(Math.max(0, kept.length - capacity));
    this.#ring.set(used);
    this.#known = new Set(used);
    this.#next = used.length;
  }

  /**
   * True the first time. The key joins id, time and name, because an id alone is not unique in the wild.
   * Two events share a hash once in 2^53 / capacity.
   */
  add(id: string, timeMs: number, api: string): boolean {
    const hash = hash53(`${id}\n${timeMs}\n${api}`) + 1;
    if (this.#known.has(hash)) return false;
    const slot = this.#next % this.#ring.length;
    this.#known.delete(this.#ring[slot] as number);
    this.#ring[slot] = hash;
    this.#known.add(hash);
    this.#next++;
    return true;
  }

  /** Oldest first. */
  pack(): Uint8Array {
    const length = this.#ring.length;
    const slot = this.#next % length;
    const full = this.#next >= length;
    const ordered = new Float64Array(full ? length : slot);
    ordered.set(full ? this.#ring.subarray(slot) : this.#ring.subarray(0, slot));
    if (full) ordered.set(this.#ring.subarray(0, slot), length - slot);
    return new Uint8Array(ordered.buffer);
  }
}
