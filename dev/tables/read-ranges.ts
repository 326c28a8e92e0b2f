/** Rows "first,last,…" with addresses as decimal numbers → ascending ranges without overlaps. */

import type { AddressRange, CountryRange, NetworkRange } from "../../src/core/enrich/address-table-builder.ts";

/** `bits`: 32 for IPv4; 128 for IPv6, of which the first 64 are kept. Rows that cannot be read are counted. */
export type Rows<T> = { readonly ranges: readonly T[]; readonly refused: number };

const ROW = /^(\d{1,39}),(\d{1,39}),(.*)$/;
const QUOTED = /^"(.*)"$/;

export function readNetworks(text: string, bits: 32 | 128): Rows<NetworkRange> {
  return readRows(text, bits, (range, rest) => {
    const comma = rest.indexOf(",");
    const asn = Number(rest.slice(0, comma));
    const org = rest
      .slice(comma + 1)
      .replace(QUOTED, "$1")
      .replaceAll('""', '"');
    return comma > 0 && Number.isInteger(asn) && asn > 0 ? { ...range, asn, org } : null;
  });
}

export function readCountries(text: string, bits: 32 | 128): Rows<CountryRange> {
  return readRows(text, bits, (range, rest) => (/^[A-Z]{2}$/.test(rest) ? { ...range, country: rest } : null));
}

function readRows<T extends AddressRange>(
  text: string,
  bits: 32 | 128,
  toRange: (range: AddressRange, rest: string) => T | null,
): Rows<T> {
  const ranges: T[] = [];
  const shift = bits === 32 ? 0n : 64n;
  let refused = 0;
  let from = 0;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const match = ROW.exec(line.trimEnd());
    const first = BigInt(match?.[1] ?? 0) >> shift;
    const last = BigInt(match?.[2] ?? 0) >> shift;
    const range = match ? toRange({ first, last }, match[3] ?? "") : null;
    if (range === null || last < first) refused++;
    // Halves of one /64: the first one stands for it.
    else if (ranges.length > 0 && first <= (ranges[from] as T).last) continue;
    else from = ranges.push(range) - 1;
  }
  return { ranges, refused };
}
