/** Which city an address is in: a run of addresses as sorted starts, with the places that it needs beside them. */

import { err, ok, type Result } from "../result.ts";
import { decodeUtf8 } from "../text.ts";

export type CityPlace = {
  readonly city: string;
  /** ISO 3166-1 alpha-2; null where the table has none. */
  readonly country: string | null;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
};

/** From `highs[k]`, `lows[k]` up to the next start, `values[k]` is the place; place 0 is no city. */
export type CityColumns = {
  /** IPv4 addresses, or the first 32 bits of IPv6 ones. */
  readonly highs: Uint32Array;
  /** The next 32 bits of IPv6 addresses; empty for IPv4. */
  readonly lows: Uint32Array;
  readonly values: Uint16Array;
  /** In units of DEGREE. */
  readonly latitudes: Int32Array;
  readonly longitudes: Int32Array;
  /** Two letters in one number, 0 for none. */
  readonly countries: Uint16Array;
  /** Where the name of each place begins in `names`, and the end. */
  readonly nameStarts: Uint32Array;
  /** UTF-8. */
  readonly names: Uint8Array;
};

/** As decoded; `byteLength` is what it holds in memory. */
export type CityShard = CityColumns & { readonly byteLength: number };

/** A degree in stored units: eleven metres each at the equator. */
export const DEGREE = 10_000;

const MAGIC = 0x5343_5057;
const VERSION = 1;
/** Magic, version, rows, rows with a low word, places, bytes of names. */
const HEADER_WORDS = 6;

/** Header; 32-bit columns; 16-bit columns, each padded to 32 bits; names, padded likewise. */
export function encodeCityShard(columns: CityColumns): Uint8Array {
  const { highs, lows, values, latitudes, longitudes, countries, nameStarts, names } = columns;
  const header = Uint32Array.of(MAGIC, VERSION, highs.length, lows.length, latitudes.length, names.length);
  const parts = [header, highs, lows, latitudes, longitudes, nameStarts, values, countries, names];
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + padded(byteLength), 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += padded(byteLength);
  }
  return bytes;
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Views into `bytes`, no copy where aligned. */
export function decodeCityShard(bytes: Uint8Array): Result<CityShard> {
  if (bytes.byteLength < HEADER_WORDS * 4 || bytes.byteLength % 4 !== 0) return err("cities are cut short");
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const [magic, version, rows = 0, lowRows = 0, places = 0, nameBytes = 0] = new Uint32Array(
    buffer,
    byteOffset,
    HEADER_WORDS,
  );
  if (magic !== MAGIC) return err("not a shard of cities");
  if (version !== VERSION) return err(`cities have version ${version}, this program reads ${VERSION}`);
  const words = HEADER_WORDS + rows + lowRows + places * 2 + places + 1;
  const total = words * 4 + padded(rows * 2) + padded(places * 2) + padded(nameBytes);
  if (total !== byteLength || (lowRows !== 0 && lowRows !== rows)) return err("cities are cut short");
  let at = byteOffset + HEADER_WORDS * 4;
  const next = (length: number): number => {
    const from = at;
    at += padded(length);
    return from;
  };
  const columns: CityColumns = {
    highs: new Uint32Array(buffer, next(rows * 4), rows),
    lows: new Uint32Array(buffer, next(lowRows * 4), lowRows),
    latitudes: new Int32Array(buffer, next(places * 4), places),
    longitudes: new Int32Array(buffer, next(places * 4), places),
    nameStarts: new Uint32Array(buffer, next((places + 1) * 4), places + 1),
    values: new Uint16Array(buffer, next(rows * 2), rows),
    countries: new Uint16Array(buffer, next(places * 2), places),
    names: new Uint8Array(buffer, next(nameBytes), nameBytes),
  };
  return isSound(columns) ? ok({ ...columns, byteLength }) : err("cities are damaged");
}

/** Starts ascend, and every number that names a place or a letter names one that is there. */
function isSound({ highs, lows, values, latitudes, nameStarts, names }: CityColumns): boolean {
  const before = (row: number): boolean => {
    const step = (highs[row] as number) - (highs[row - 1] as number);
    return step > 0 || (step === 0 && lows.length > 0 && (lows[row] as number) > (lows[row - 1] as number));
  };
  return (
    latitudes.length > 0 &&
    nameStarts.at(-1) === names.length &&
    highs.every((_, row) => row === 0 || before(row)) &&
    values.every((value) => value < latitudes.length) &&
    nameStarts.every((start, place) => place === 0 || start >= (nameStarts[place - 1] as number))
  );
}

/** Null where the address is in no city that is known. `low`: 0 for IPv4. */
export function cityIn(shard: CityShard, high: number, low: number): CityPlace | null {
  const row = lastStart(shard.highs, shard.lows, high, low);
  const place = row < 0 ? 0 : (shard.values[row] as number);
  if (place === 0) return null;
  const { countries, latitudes, longitudes, names, nameStarts } = shard;
  const letters = countries[place] as number;
  return {
    city: decodeUtf8(names.subarray(nameStarts[place], nameStarts[place + 1])),
    country: letters === 0 ? null : String.fromCharCode(letters >>> 8, letters & 255),
    latitude: (latitudes[place] as number) / DEGREE,
    longitude: (longitudes[place] as number) / DEGREE,
  };
}

/** The last row that starts at or before an address, or −1. `lows`: empty where rows have one word. */
export function lastStart(highs: Uint32Array, lows: Uint32Array, high: number, low: number): number {
  let from = 0;
  let to = highs.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const start = highs[middle] as number;
    if (start < high || (start === high && (lows[middle] ?? 0) <= low)) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
