/** Bytes that are added piece by piece. */

export class GrowingBytes {
  length = 0;
  /** Longer than `length`; another array when it has grown. */
  all: Uint8Array<ArrayBuffer>;

  /** `expected`: bytes that it takes without growing. */
  constructor(expected: number) {
    this.all = new Uint8Array(expected);
  }

  /** Takes `all` as its own. */
  static of(all: Uint8Array<ArrayBuffer>): GrowingBytes {
    const bytes = new GrowingBytes(0);
    bytes.all = all;
    bytes.length = all.length;
    return bytes;
  }

  /** Where the piece begins. */
  add(piece: Uint8Array): number {
    const start = this.length;
    const end = start + piece.length;
    if (end > this.all.length) {
      const longer = new Uint8Array(Math.max(end, this.all.length * 2));
      longer.set(this.all);
      this.all = longer;
    }
    this.all.set(piece, start);
    this.length = end;
    return start;
  }
}
