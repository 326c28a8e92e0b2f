/** Values made of bytes, remembered by their bytes: a log repeats its names, and a look is cheaper than a reading. */

import { REMEMBERED_BYTES_MAX } from "../../limits.ts";

type Entry<T> = { readonly bytes: DataView; readonly value: T };

/** About what an entry takes besides its bytes. */
const ENTRY_BYTES = 256;

export class ByteMemo<T> {
  readonly #make: (bytes: Uint8Array) => T;
  readonly #known = new Map<number, Entry<T>>();
  #last: Entry<T> | undefined;
  #bytes = 0;

  /** `make` gets bytes that it may not keep. */
  constructor(make: (bytes: Uint8Array) => T) {
    this.#make = make;
  }

  /** The value of the bytes from `from` to `to`; of two whose hashes are the same the last is kept. Forgets when full. */
  valueOf(bytes: DataView, from: number, to: number): T {
    const last = this.#last;
    if (last !== undefined && isSame(last.bytes, bytes, from, to)) return last.value;
    const hash = hashOf(bytes, from, to);
    const known = this.#known.get(hash);
    if (known !== undefined && isSame(known.bytes, bytes, from, to)) {
      this.#last = known;
      return known.value;
    }
    const own = new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from);
    const value = this.#make(own);
    this.#bytes += own.length + ENTRY_BYTES;
    if (this.#bytes > REMEMBERED_BYTES_MAX) {
      this.#known.clear();
      this.#bytes = own.length + ENTRY_BYTES;
    }
    this.#last = { bytes: new DataView(own.slice().buffer), value };
    this.#known.set(hash, this.#last);
    return value;
  }
}

/** 30 bits, four bytes a turn. Values are compared as well: a log that makes hashes meet only makes itself slow. */
function hashOf(bytes: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x9e3779b1) ^ (hash >>> 15);
  for (; at < to; at++) hash = Math.imul(hash ^ bytes.getUint8(at), 0x9e3779b1);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

function isSame(known: DataView, bytes: DataView, from: number, to: number): boolean {
  const length = to - from;
  if (known.byteLength !== length) return false;
  let at = 0;
  for (; at + 4 <= length; at += 4) if (known.getInt32(at, true) !== bytes.getInt32(from + at, true)) return false;
  for (; at < length; at++) if (known.getUint8(at) !== bytes.getUint8(from + at)) return false;
  return true;
}
