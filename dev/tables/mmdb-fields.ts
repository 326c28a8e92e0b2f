/** The data section of a MaxMind DB: values that tell their own type and size. */

export type MmdbValue = string | number | boolean | bigint | Uint8Array | readonly MmdbValue[] | MmdbMap;
export type MmdbMap = { readonly [key: string]: MmdbValue | undefined };

/** A value that is no map has no fields. */
export function mapOf(value: MmdbValue): MmdbMap {
  return typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array) ? (value as MmdbMap) : {};
}

/** Types by number. The specification's "data cache container" and "end marker" stand in no file. */
const POINTER = 1;
const STRING = 2;
const DOUBLE = 3;
const BYTES = 4;
const UINT16 = 5;
const UINT32 = 6;
const MAP = 7;
const INT32 = 8;
const UINT64 = 9;
const UINT128 = 10;
const ARRAY = 11;
const BOOLEAN = 14;
const FLOAT = 15;

/** What each size of pointer begins at. */
const POINTER_BASES = [0, 2_048, 526_336, 0];

const decoder = new TextDecoder();

export class MmdbFields {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The value at `offset`, and where the next one begins. Throws for what is none. */
  read(offset: number): [value: MmdbValue, next: number] {
    const control = this.#view.getUint8(offset);
    const type = control >>> 5 || this.#view.getUint8(offset + 1) + 7;
    if (type === POINTER) return this.#follow(offset, control);
    const [size, from] = this.#size(offset + (control >>> 5 === 0 ? 2 : 1), control & 31);
    if (type === MAP) return this.#map(from, size);
    if (type === ARRAY) return this.#array(from, size);
    if (type === BOOLEAN) return [size === 1, from];
    return [this.#plain(type, from, size), from + size];
  }

  #size(at: number, size: number): [size: number, from: number] {
    if (size < 29) return [size, at];
    if (size === 29) return [29 + this.#view.getUint8(at), at + 1];
    if (size === 30) return [285 + this.#view.getUint16(at), at + 2];
    return [65_821 + this.#view.getUint16(at) * 256 + this.#view.getUint8(at + 2), at + 3];
  }

  /** A pointer points to no pointer: nothing goes round. */
  #follow(offset: number, control: number): [value: MmdbValue, next: number] {
    const bytes = ((control >>> 3) & 3) + 1;
    let value = bytes === 4 ? 0 : control & 7;
    for (let at = 1; at <= bytes; at++) value = value * 256 + this.#view.getUint8(offset + at);
    const to = value + (POINTER_BASES[bytes - 1] as number);
    if (this.#view.getUint8(to) >>> 5 === POINTER) throw new Error("the MaxMind DB has a pointer to a pointer");
    return [this.read(to)[0], offset + 1 + bytes];
  }

  #map(from: number, size: number): [value: MmdbValue, next: number] {
    const map: Record<string, MmdbValue> = {};
    let at = from;
    for (let entry = 0; entry < size; entry++) {
      const [key, afterKey] = this.read(at);
      const [value, next] = this.read(afterKey);
      if (typeof key === "string") map[key] = value;
      at = next;
    }
    return [map, at];
  }

  #array(from: number, size: number): [value: MmdbValue, next: number] {
    const array: MmdbValue[] = [];
    let at = from;
    for (let entry = 0; entry < size; entry++) {
      const [value, next] = this.read(at);
      array.push(value);
      at = next;
    }
    return [array, at];
  }

  #plain(type: number, from: number, size: number): MmdbValue {
    if (type === STRING) return decoder.decode(this.#bytes.subarray(from, from + size));
    if (type === BYTES) return this.#bytes.slice(from, from + size);
    if (type === DOUBLE) return this.#view.getFloat64(from);
    if (type === FLOAT) return this.#view.getFloat32(from);
    if (type === UINT64 || type === UINT128) return this.#big(from, size);
    if (type !== UINT16 && type !== UINT32 && type !== INT32)
      throw new Error(`the MaxMind DB has a field of type ${type}`);
    let value = 0;
    for (let at = 0; at < size; at++) value = value * 256 + this.#view.getUint8(from + at);
    return type === INT32 ? value | 0 : value;
  }

  #big(from: number, size: number): bigint {
    let value = 0n;
    for (let at = 0; at < size; at++) value = value * 256n + BigInt(this.#view.getUint8(from + at));
    return value;
  }
}
