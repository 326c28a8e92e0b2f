/** Which network and country an address is of: sorted starts, each with a place, in one binary file. About 7 bytes a range in IPv4. */

import { type Ipv6Words, parseIpv6 } from "../net/address.ts";
import type { Ip } from "../net/ip.ts";
import { buildTopIndex, type TopIndex } from "../net/top-index.ts";
import { err, ok, type Result } from "../result.ts";
import { decodeUtf8 } from "../text.ts";

export type Place = {
  readonly asn: number | null;
  /** Organisation that announces the address. */
  readonly asnOrg: string | null;
  /** ISO 3166-1 alpha-2: of registration, which for anycast and clouds is not where a machine stands. */
  readonly country: string | null;
};

/** Columns of 32-bit words, in the order of the file. From `starts[k]` up to the next start, `values[k]` is the place. */
export type AddressColumns = {
  readonly starts4: Uint32Array;
  readonly values4: Uint32Array;
  /** The first 64 bits of IPv6 starts in two words: networks are never smaller. */
  readonly highs6: Uint32Array;
  readonly lows6: Uint32Array;
  readonly values6: Uint32Array;
  /** Of each place: place in `asns`, and the two letters of its country; 0 for none. Place 0 is nowhere. */
  readonly placeAsns: Uint32Array;
  readonly placeCountries: Uint32Array;
  /** Numbers of autonomous systems; the first is none. */
  readonly asns: Uint32Array;
  /** Where the name of each begins in the text, and the text's end. */
  readonly nameStarts: Uint32Array;
};

export type AddressTable = AddressColumns & {
  /** UTF-8. */
  readonly names: Uint8Array;
  readonly top4: TopIndex;
  readonly top6: TopIndex;
};

export const ADDRESS_COLUMNS = [
  "starts4",
  "values4",
  "highs6",
  "lows6",
  "values6",
  "placeAsns",
  "placeCountries",
  "asns",
  "nameStarts",
] as const satisfies readonly (keyof AddressColumns)[];

const MAGIC = 0x4754_4157;
const VERSION = 1;
const HEADER_WORDS = 3 + ADDRESS_COLUMNS.length;

/** Layout: magic, version, bytes of names, words of each column; the columns; the names. */
export function encodeAddressTable(columns: AddressColumns, names: Uint8Array): Uint8Array {
  const words = ADDRESS_COLUMNS.map((name) => columns[name]);
  const total = words.reduce((sum, column) => sum + column.length, HEADER_WORDS);
  const all = new Uint32Array(total + Math.ceil(names.length / 4));
  all.set([MAGIC, VERSION, names.length, ...words.map((column) => column.length)]);
  let at = HEADER_WORDS;
  for (const column of words) {
    all.set(column, at);
    at += column.length;
  }
  const bytes = new Uint8Array(all.buffer);
  bytes.set(names, at * 4);
  return bytes;
}

/** Views into `bytes`, no copy where aligned. */
export function decodeAddressTable(bytes: Uint8Array): Result<AddressTable> {
  if (bytes.byteLength < HEADER_WORDS * 4 || bytes.byteLength % 4 !== 0) return err("address table is cut short");
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const all = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4);
  const [magic, version, nameBytes = 0, ...lengths] = all.subarray(0, HEADER_WORDS);
  if (magic !== MAGIC) return err("not an address table");
  if (version !== VERSION) return err(`address table has version ${version}, this program reads ${VERSION}`);
  const total = lengths.reduce((sum, length) => sum + length, HEADER_WORDS);
  if (total + Math.ceil(nameBytes / 4) !== all.length) return err("address table is cut short");
  let at = HEADER_WORDS;
  const columns = Object.fromEntries(
    ADDRESS_COLUMNS.map((name, index) => {
      const from = at;
      at += lengths[index] ?? 0;
      return [name, all.subarray(from, at)];
    }),
  ) as AddressColumns;
  const names = new Uint8Array(aligned.buffer, aligned.byteOffset + at * 4, nameBytes);
  if (!isSound(columns, nameBytes)) return err("address table is damaged");
  return ok({ ...columns, names, top4: buildTopIndex(columns.starts4), top6: buildTopIndex(columns.highs6) });
}

/** Lengths agree, starts ascend, and every number that names a row names one that is there. */
function isSound(columns: AddressColumns, nameBytes: number): boolean {
  const { starts4, values4, highs6, lows6, values6, placeAsns, placeCountries, asns, nameStarts } = columns;
  const places = placeAsns.length;
  return (
    starts4.length === values4.length &&
    highs6.length === lows6.length &&
    highs6.length === values6.length &&
    places > 0 &&
    placeCountries.length === places &&
    nameStarts.length === asns.length + 1 &&
    nameStarts.at(-1) === nameBytes &&
    starts4.every((start, row) => row === 0 || start > (starts4[row - 1] as number)) &&
    highs6.every((high, row) => row === 0 || high >= (highs6[row - 1] as number)) &&
    values4.every((value) => value < places) &&
    values6.every((value) => value < places) &&
    placeAsns.every((asn) => asn < asns.length) &&
    nameStarts.every((start, row) => row === 0 || start >= (nameStarts[row - 1] as number))
  );
}

export const NOWHERE: Place = { asn: null, asnOrg: null, country: null };

/** Nulls where the table does not know. */
export function placeOf(table: AddressTable, ip: Ip): Place {
  return placeNumbered(table, placeNumberOf(table, ip));
}

/** Places have numbers below that of `placeAsns`; 0 is nowhere. */
export function placeNumberOf(table: AddressTable, ip: Ip): number {
  if (typeof ip === "number") return value4(table, ip);
  const words = parseIpv6(ip);
  return words === null ? 0 : value6(table, words);
}

function value4({ starts4, values4, top4 }: AddressTable, address: number): number {
  let low = top4.starts[address >>> top4.shift] as number;
  let high = top4.starts[(address >>> top4.shift) + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts4[middle] as number) <= address) low = middle + 1;
    else high = middle;
  }
  return values4[low - 1] ?? 0;
}

function value6({ highs6, lows6, values6, top6 }: AddressTable, words: Ipv6Words): number {
  const [first, second] = words;
  let low = top6.starts[first >>> top6.shift] as number;
  let high = top6.starts[(first >>> top6.shift) + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = highs6[middle] as number;
    const before = start < first || (start === first && (lows6[middle] as number) <= second);
    if (before) low = middle + 1;
    else high = middle;
  }
  return values6[low - 1] ?? 0;
}

export function placeNumbered(table: AddressTable, value: number): Place {
  if (value === 0) return NOWHERE;
  const asn = table.placeAsns[value] ?? 0;
  const letters = table.placeCountries[value] ?? 0;
  return {
    asn: asn === 0 ? null : (table.asns[asn] ?? null),
    asnOrg: asn === 0 ? null : nameOf(table, asn),
    country: letters === 0 ? null : String.fromCharCode(letters >>> 8, letters & 255),
  };
}

function nameOf({ names, nameStarts }: AddressTable, asn: number): string | null {
  const text = decodeUtf8(names.subarray(nameStarts[asn], nameStarts[asn + 1]));
  return text === "" ? null : text;
}
