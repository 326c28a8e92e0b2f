/** Values made of bytes, remembered by their bytes: a log repeats its names, and a look is cheaper than a reading. */

import { REMEMBERED_BYTES_MAX } from "../../limits.ts";
import { equalBytes } from "../equal-bytes.ts";

type Entry<T> = { readonly bytes: DataView; readonly value: T };

/** About what an entry takes besides its bytes. */
const ENTRY_BYTES = 256;

export class ByteMemo<T> {
  readonly #make: (bytes: Uint8Array) => T;
  /** Long values by their beginnings as well, so that they are known without being read to their end; 0 for none. */
  readonly #prefixBytes: number;
  readonly #known = new Map<number, Entry<T>>();
  readonly #byPrefix = new Map<number, Entry<T>>();
  #last: Entry<T> | undefined;
  /** Where `endOfKnown` found the last entry in the bytes at hand; -1 for nowhere. */
  #foundAt = -1;
  #bytes = 0;

  /** `make` gets bytes that it may not keep. */
  constructor(make: (bytes: Uint8Array) => T, prefixBytes = 0) {
    this.#make = make;
    this.#prefixBytes = prefixBytes;
  }

  /**
   * Behind the value at `from`, where it is a known one; else -1. For values whose bytes say where they end: JSON's texts
   * and objects, which were found whole when they became known. To be asked before `valueOf`.
   */
  endOfKnown(bytes: DataView, from: number): number {
    this.#foundAt = -1;
    const prefixEnd = from + this.#prefixBytes;
    if (prefixEnd > bytes.byteLength) return -1;
    const known = this.#byPrefix.get(hashOf(bytes, from, prefixEnd));
    const end = from + (known?.bytes.byteLength ?? 0);
    if (known === undefined || end > bytes.byteLength || !isSame(known.bytes, bytes, from, end)) return -1;
    this.#last = known;
    this.#foundAt = from;
    return end;
  }

  /** The value of the bytes from `from` to `to`; of two whose hashes are the same the last is kept. Forgets when full. */
  valueOf(bytes: DataView, from: number, to: number): T {
    const last = this.#last;
    if (last !== undefined && (this.#foundAt === from || isSame(last.bytes, bytes, from, to))) return last.value;
    const hash = hashOf(bytes, from, to);
    const known = this.#known.get(hash);
    if (known !== undefined && isSame(known.bytes, bytes, from, to)) {
      this.#last = known;
      return known.value;
    }
    const own = new Uint8Array(bytes.buffer, bytes.byteOffset + from, to - from);
    return this.#learn(hash, { bytes: new DataView(own.slice().buffer), value: this.#make(own) });
  }

  #learn(hash: number, entry: Entry<T>): T {
    const { byteLength } = entry.bytes;
    this.#bytes += byteLength + ENTRY_BYTES;
    if (this.#bytes > REMEMBERED_BYTES_MAX) {
      this.#known.clear();
      this.#byPrefix.clear();
      this.#bytes = byteLength + ENTRY_BYTES;
    }
    this.#last = entry;
    this.#known.set(hash, entry);
    const prefix = this.#prefixBytes;
    if (prefix > 0 && byteLength >= prefix) this.#byPrefix.set(hashOf(entry.bytes, 0, prefix), entry);
    return entry.value;
  }
}

/** 30 bits, eight bytes a turn in two strands. Values are compared as well: a log that makes hashes meet only makes itself slow. */
function hashOf(bytes: DataView, from: number, to: number): number {
  let hash = to - from;
  let other = 0x2545f491;
  let at = from;
  for (; at + 8 <= to; at += 8) {
    hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x9e3779b1) ^ (hash >>> 15);
    other = Math.imul(other ^ bytes.getInt32(at + 4, true), 0x85ebca6b) ^ (other >>> 13);
  }
  for (; at < to; at++) hash = Math.imul(hash ^ bytes.getUint8(at), 0x9e3779b1);
  hash = Math.imul(hash ^ other ^ (hash >>> 15), 0xc2b2ae35);
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

function isSame(known: DataView, bytes: DataView, from: number, to: number): boolean {
  const length = to - from;
  return known.byteLength === length && equalBytes(known, 0, bytes, from, length);
}
