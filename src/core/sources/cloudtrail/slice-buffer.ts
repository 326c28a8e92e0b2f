/** Slices of an object, one after another in the same memory, each behind what is kept of the one before. */

export class SliceBuffer {
  /** What is kept, the slice, and a zero byte at the end of both: see json-bytes. Longer than that. */
  padded: Uint8Array = new Uint8Array(0);
  #length = 0;
  #kept = 0;

  /** Bytes kept of the slice before. */
  get kept(): number {
    return this.#kept;
  }

  /** What is kept and the slice, until the next call. */
  add(slice: Uint8Array): Uint8Array {
    this.#length = this.#kept + slice.length;
    if (this.#length >= this.padded.length) this.#grow();
    this.padded.set(slice, this.#kept);
    this.padded[this.#length] = 0;
    return this.padded.subarray(0, this.#length);
  }

  /** Keeps the bytes from `from` on for the next slice. */
  keep(from: number): void {
    this.padded.copyWithin(0, from, this.#length);
    this.#kept = this.#length - from;
  }

  keepNone(): void {
    this.#kept = 0;
  }

  #grow(): void {
    const longer = new Uint8Array(this.#length * 2 + 1);
    longer.set(this.padded.subarray(0, this.#kept));
    this.padded = longer;
  }
}
