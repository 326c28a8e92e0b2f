/** Bytes in slices, cut anywhere → runs of whole lines, with at most one line carried over. */

import { RECORD_BYTES_MAX } from "../limits.ts";

export type LineSink = {
  /** Whole lines in [from, to): `to` is past a newline. Valid during the call. */
  readonly onLines: (bytes: Uint8Array, from: number, to: number) => void;
  /** A line longer than RECORD_BYTES_MAX was passed over. One that lies whole in a slice is given to onLines instead. */
  readonly onOversize: () => void;
};

const NEWLINE = 0x0a;
const CARRY_BYTES_FIRST = 4096;

export class LineSplitter {
  readonly #sink: LineSink;
  #carry: Uint8Array = new Uint8Array(CARRY_BYTES_FIRST);
  #carried = 0;
  #oversize = false;

  constructor(sink: LineSink) {
    this.#sink = sink;
  }

  push(slice: Uint8Array): void {
    let from = 0;
    if (this.#carried > 0 || this.#oversize) {
      const newline = slice.indexOf(NEWLINE);
      from = newline < 0 ? slice.length : newline + 1;
      this.#keep(slice, 0, from);
      if (newline < 0) return;
      this.#giveCarry();
    }
    const end = slice.lastIndexOf(NEWLINE) + 1;
    if (end > from) this.#sink.onLines(slice, from, end);
    this.#keep(slice, Math.max(from, end), slice.length);
  }

  /** Gives the last line where it has no newline. */
  end(): void {
    if (this.#carried === 0 && !this.#oversize) return;
    this.#keep(Uint8Array.of(NEWLINE), 0, 1);
    this.#giveCarry();
  }

  #giveCarry(): void {
    const length = this.#carried;
    this.#carried = 0;
    if (this.#oversize) this.#sink.onOversize();
    else this.#sink.onLines(this.#carry, 0, length);
    this.#oversize = false;
  }

  #keep(slice: Uint8Array, from: number, to: number): void {
    const length = this.#carried + to - from;
    // One more for the newline, and one for a carriage return.
    if (this.#oversize || length > RECORD_BYTES_MAX + 2) {
      this.#oversize = true;
      return;
    }
    if (length > this.#carry.length) {
      const longer = new Uint8Array(Math.max(length, this.#carry.length * 2));
      longer.set(this.#carry.subarray(0, this.#carried));
      this.#carry = longer;
    }
    this.#carry.set(slice.subarray(from, to), this.#carried);
    this.#carried = length;
  }
}
