/** Ids as bytes → small numbers, so that no string is made for a line. Bounded: when full it says so, and another one is begun. */

import { FLOW_NAME_ARENA_BYTES, FLOW_NAME_BYTES_MAX, FLOW_NAMES_MAX, TABLE_PROBES_MAX } from "../../limits.ts";
import { decodeUtf8, encodeUtf8 } from "../../text.ts";
import { equalBytes } from "../equal-bytes.ts";

const INDEX_SIZE = FLOW_NAMES_MAX * 2;
export const TABLE_FULL = -1;

export class NameTable {
  /** End of the name that `internAt` read last. */
  end = 0;
  readonly #arena = new Uint8Array(FLOW_NAME_ARENA_BYTES);
  readonly #view = new DataView(this.#arena.buffer);
  /** By handle, from 1: where the name lies in the arena. */
  readonly #offsets = new Uint32Array(FLOW_NAMES_MAX + 2);
  readonly #hashes = new Int32Array(FLOW_NAMES_MAX + 1);
  readonly #index = new Int32Array(INDEX_SIZE);
  readonly #texts: (string | undefined)[] = [];
  #count = 0;

  /**
   * Handle of the name that starts at `start` and goes on to the next byte ≤ 0x20, which must exist. `view` is of the same bytes, `hint` the handle
   * of a likely one (0 for none). TABLE_FULL where it does not fit, 0 where it is longer than FLOW_NAME_BYTES_MAX. Sets `end`.
   */
  internAt(bytes: Uint8Array, view: DataView, start: number, hint: number): number {
    if (hint > 0) {
      const likely = this.#likely(hint, bytes, view, start);
      if (likely > 0) return likely;
    }
    let end = start;
    while ((bytes[end] as number) > 0x20) end++;
    this.end = end;
    return end - start > FLOW_NAME_BYTES_MAX ? 0 : this.#find(bytes, view, start, end - start);
  }

  intern(name: string): number {
    const bytes = encodeUtf8(`${name}\n`);
    return this.internAt(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0, 0);
  }

  /** The hinted name, else the one held that is as long, as ids of one kind are; 0 for any other. */
  #likely(hint: number, bytes: Uint8Array, view: DataView, start: number): number {
    const length = (this.#offsets[hint + 1] as number) - (this.#offsets[hint] as number);
    const end = start + length;
    if (end >= bytes.length || (bytes[end] as number) > 0x20) return 0;
    this.end = end;
    if (this.#equals(hint, view, start, length)) return hint;
    const handle = this.#index[hashOfTail(view, start, length) & (INDEX_SIZE - 1)] as number;
    return handle > 0 && this.#equals(handle, view, start, length) ? handle : 0;
  }

  #find(bytes: Uint8Array, view: DataView, start: number, length: number): number {
    const hash = hashOfTail(view, start, length);
    let at = hash & (INDEX_SIZE - 1);
    for (let probe = 0; probe < TABLE_PROBES_MAX; probe++) {
      const handle = this.#index[at] as number;
      if (handle === 0) return this.#add(bytes, start, length, hash, at);
      if (this.#hashes[handle] === hash && this.#equals(handle, view, start, length)) return handle;
      at = (at + 1) & (INDEX_SIZE - 1);
    }
    return TABLE_FULL;
  }

  #equals(handle: number, view: DataView, start: number, length: number): boolean {
    const from = this.#offsets[handle] as number;
    if ((this.#offsets[handle + 1] as number) - from !== length) return false;
    return equalBytes(view, start, this.#view, from, length);
  }

  #add(bytes: Uint8Array, start: number, length: number, hash: number, at: number): number {
    const from = this.#offsets[this.#count + 1] as number;
    if (this.#count === FLOW_NAMES_MAX || from + length > FLOW_NAME_ARENA_BYTES) return TABLE_FULL;
    const handle = ++this.#count;
    for (let byte = 0; byte < length; byte++) this.#arena[from + byte] = bytes[start + byte] as number;
    this.#offsets[handle + 1] = from + length;
    this.#hashes[handle] = hash;
    this.#index[at] = handle;
    return handle;
  }

  /** Null for handle 0. */
  text(handle: number): string | null {
    if (handle <= 0) return null;
    const known = this.#texts[handle];
    if (known !== undefined) return known;
    const text = decodeUtf8(this.#arena.subarray(this.#offsets[handle], this.#offsets[handle + 1]));
    this.#texts[handle] = text;
    return text;
  }
}

/** Ids differ in their last digits, which AWS draws at random; chains that grow all the same are bounded by the probes. */
function hashOfTail(view: DataView, start: number, length: number): number {
  let hash = length;
  const end = start + length;
  if (length >= 8) {
    hash = Math.imul(hash, 31 ** 4) + polynomial(view.getInt32(end - 8));
    hash = Math.imul(hash, 31 ** 4) + polynomial(view.getInt32(end - 4));
  } else {
    for (let at = start; at < end; at++) hash = Math.imul(hash, 31) + view.getUint8(at);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Of a word's four bytes, in powers of 31, two at a time. */
function polynomial(word: number): number {
  const pairs = Math.imul((word >>> 8) & 0xff00ff, 31) + (word & 0xff00ff);
  return Math.imul(pairs >>> 16, 31 ** 2) + (pairs & 0xffff);
}
