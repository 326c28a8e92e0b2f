/** Texts of JSON as bytes → what was made of the same bytes before. Bounded: when full it forgets all and begins anew. */

import { DNS_TEXT_ARENA_BYTES, DNS_TEXTS_MAX, TABLE_PROBES_MAX } from "../../limits.ts";
import { equalBytes } from "../equal-bytes.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const TEXTS_FIRST = 64;
const ARENA_BYTES_FIRST = 2_048;

/** 1 for the ASCII characters that stand for themselves inside a JSON string. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number(byte >= 0x20 && byte < 0x7f && byte !== QUOTE && byte !== BACKSLASH),
);

export class TextTable<T> {
  /** After the closing quote of the text that `at` read last. */
  end = 0;
  readonly #make: (text: Uint8Array) => T;
  #arena = new Uint8Array(ARENA_BYTES_FIRST);
  #view = new DataView(this.#arena.buffer);
  #room = TEXTS_FIRST;
  /** By handle, from 1: where the text lies in the arena. */
  #offsets = new Uint32Array(TEXTS_FIRST + 2);
  #hashes = new Int32Array(TEXTS_FIRST + 1);
  #index = new Int32Array(TEXTS_FIRST * 2);
  readonly #values: (T | undefined)[] = [undefined];
  #count = 0;

  /** `make` gets plain ASCII, which holds during the call. */
  constructor(make: (text: Uint8Array) => T) {
    this.#make = make;
  }

  /**
   * Handle of the text that starts at `start`, after its opening quote; 0 where it holds anything but plain ASCII. The line
   * ends in a newline inside `bytes`, of which `view` is too. `hint`: the handle of a likely one, 0 for none. Sets `end`.
   * A handle is good until the next call.
   */
  at(bytes: Uint8Array, view: DataView, start: number, hint: number): number {
    if (hint > 0 && this.#isHere(hint, bytes, view, start)) return hint;
    let end = start;
    let hash = 0;
    for (let byte = bytes[end] as number; PLAIN[byte] === 1; byte = bytes[++end] as number) {
      hash = Math.imul(hash ^ byte, 0x9e3779b1);
    }
    const length = end - start;
    if (bytes[end] !== QUOTE || length > DNS_TEXT_ARENA_BYTES) return 0;
    this.end = end + 1;
    return this.#find(bytes, view, start, length, mixed(hash ^ length));
  }

  /** `handle`: as `at` gave it. */
  value(handle: number): T {
    return this.#values[handle] as T;
  }

  #isHere(handle: number, bytes: Uint8Array, view: DataView, start: number): boolean {
    if (handle > this.#count) return false;
    const length = (this.#offsets[handle + 1] as number) - (this.#offsets[handle] as number);
    const end = start + length;
    if (end >= bytes.length || bytes[end] !== QUOTE) return false;
    this.end = end + 1;
    return this.#equals(handle, view, start, length);
  }

  #find(bytes: Uint8Array, view: DataView, start: number, length: number, hash: number): number {
    const mask = this.#index.length - 1;
    let at = hash & mask;
    for (let probe = 0; probe < TABLE_PROBES_MAX; probe++) {
      const handle = this.#index[at] as number;
      if (handle === 0) break;
      if (this.#hashes[handle] === hash && this.#equals(handle, view, start, length)) return handle;
      at = (at + 1) & mask;
    }
    return this.#add(bytes.subarray(start, start + length), hash, at);
  }

  #equals(handle: number, view: DataView, start: number, length: number): boolean {
    const from = this.#offsets[handle] as number;
    if ((this.#offsets[handle + 1] as number) - from !== length) return false;
    return equalBytes(view, start, this.#view, from, length);
  }

  /** `place`: where the search ended; taken where its chain is too long. */
  #add(text: Uint8Array, hash: number, place: number): number {
    const from = this.#offsets[this.#count + 1] as number;
    const isRoomy = this.#count < this.#room && from + text.length <= this.#arena.length;
    if (!isRoomy || this.#index[place] !== 0) {
      if (isRoomy || !this.#grow(from + text.length)) this.#startAnew(text.length);
      return this.#add(text, hash, this.#freePlace(hash));
    }
    const handle = ++this.#count;
    this.#arena.set(text, from);
    this.#offsets[handle + 1] = from + text.length;
    this.#hashes[handle] = hash;
    this.#index[place] = handle;
    this.#values[handle] = this.#make(text);
    return handle;
  }

  #freePlace(hash: number): number {
    const mask = this.#index.length - 1;
    let at = hash & mask;
    while (this.#index[at] !== 0) at = (at + 1) & mask;
    return at;
  }

  /** False where the table is as large as it may be. */
  #grow(bytes: number): boolean {
    if (bytes > DNS_TEXT_ARENA_BYTES || (this.#count === this.#room && this.#room === DNS_TEXTS_MAX)) return false;
    if (bytes > this.#arena.length) this.#enlargeArena(bytes);
    if (this.#count < this.#room) return true;
    this.#room = Math.min(DNS_TEXTS_MAX, this.#room * 4);
    this.#offsets = grown(this.#offsets, new Uint32Array(this.#room + 2));
    this.#hashes = grown(this.#hashes, new Int32Array(this.#room + 1));
    this.#index = new Int32Array(this.#room * 2);
    for (let handle = 1; handle <= this.#count; handle++) {
      this.#index[this.#freePlace(this.#hashes[handle] as number)] = handle;
    }
    return true;
  }

  #enlargeArena(bytes: number): void {
    const length = Math.min(DNS_TEXT_ARENA_BYTES, Math.max(bytes, this.#arena.length * 4));
    this.#arena = grown(this.#arena, new Uint8Array(length));
    this.#view = new DataView(this.#arena.buffer);
  }

  #startAnew(bytes: number): void {
    this.#count = 0;
    this.#index.fill(0);
    this.#values.length = 1;
    if (bytes > this.#arena.length) this.#enlargeArena(bytes);
  }
}

function grown<A extends Uint8Array | Uint32Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** The last bits of a product are those of its last factors alone. */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
