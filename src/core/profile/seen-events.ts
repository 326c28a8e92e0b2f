/** The last events a profile counted, so that one that two trails deliver is counted once. */

/** A ring of 53-bit hashes; packs into 8 bytes each. */
export class SeenEvents {
  readonly #capacity: number;
  /** Grows to the capacity: most profiles see a few events at a time, and are read and written for each batch. */
  #ring: Float64Array;
  readonly #known: HashSet;
  #next: number;

  constructor(capacity: number, packed?: Uint8Array) {
    this.#capacity = capacity;
    const kept = packed ? new Float64Array(packed.slice().buffer) : new Float64Array(0);
    this.#ring = kept.subarray(Math.max(0, kept.length - capacity));
    this.#known = new HashSet(this.#ring.length);
    for (const hash of this.#ring) this.#known.add(hash);
    this.#next = this.#ring.length;
  }

  /** True the first time. `eventHash`: see there. */
  add(eventHash: number): boolean {
    // 0 stands for an empty slot.
    const hash = eventHash + 1;
    if (!this.#known.add(hash)) return false;
    if (this.#next === this.#ring.length && this.#next < this.#capacity) this.#grow();
    const slot = this.#next % this.#ring.length;
    const oldest = this.#ring[slot] as number;
    if (oldest !== EMPTY) this.#known.delete(oldest);
    this.#ring[slot] = hash;
    this.#next++;
    return true;
  }

  #grow(): void {
    const longer = new Float64Array(Math.min(this.#capacity, this.#ring.length * 2 + LENGTH_MIN));
    longer.set(this.#ring);
    this.#ring = longer;
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

const EMPTY = 0;
const LENGTH_MIN = 32;

/**
 * Hashes above 0 in one array, each in the first free slot from its own on: a Set would make an object of every number.
 * At most half full, so that runs stay short.
 */
class HashSet {
  #slots: Float64Array;
  #mask: number;
  #used = 0;

  /** `count`: hashes that it holds without growing. */
  constructor(count: number) {
    const size = 2 ** Math.ceil(Math.log2(count * 2 + 2));
    this.#slots = new Float64Array(size);
    this.#mask = size - 1;
  }

  /** False where it has it. */
  add(hash: number): boolean {
    const at = this.#find(hash);
    if (this.#slots[at] === hash) return false;
    this.#slots[at] = hash;
    if (++this.#used * 2 > this.#slots.length) this.#grow();
    return true;
  }

  /** What stands behind moves up where the gap would hide it. */
  delete(hash: number): void {
    let gap = this.#find(hash);
    if (this.#slots[gap] !== hash) return;
    this.#used--;
    for (let at = (gap + 1) & this.#mask; this.#slots[at] !== EMPTY; at = (at + 1) & this.#mask) {
      const home = this.#home(this.#slots[at] as number);
      if (((at - home) & this.#mask) < ((at - gap) & this.#mask)) continue;
      this.#slots[gap] = this.#slots[at] as number;
      gap = at;
    }
    this.#slots[gap] = EMPTY;
  }

  #grow(): void {
    const slots = this.#slots;
    this.#slots = new Float64Array(slots.length * 2);
    this.#mask = this.#slots.length - 1;
    for (const hash of slots) if (hash !== EMPTY) this.#slots[this.#find(hash)] = hash;
  }

  /** Where the hash stands, or would. */
  #find(hash: number): number {
    let at = this.#home(hash);
    while (this.#slots[at] !== hash && this.#slots[at] !== EMPTY) at = (at + 1) & this.#mask;
    return at;
  }

  /** By the low 32 bits, which `|` leaves of any whole number. */
  #home(hash: number): number {
    return (hash | 0) & this.#mask;
  }
}
