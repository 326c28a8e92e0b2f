/** Ranges of networks and of countries → one address table. */

import { invariant } from "../invariant.ts";
import { GrowingWords } from "../net/growing-words.ts";
import { encodeUtf8 } from "../text.ts";
import { type AddressColumns, encodeAddressTable } from "./address-table.ts";

/** Inclusive; IPv4 as 32 bits, IPv6 as its first 64 bits. */
export type AddressRange = { readonly first: bigint; readonly last: bigint };
export type NetworkRange = AddressRange & { readonly asn: number; readonly org: string };
export type CountryRange = AddressRange & { readonly country: string };

/** Each list in ascending order without overlaps. */
export type AddressRanges = {
  readonly networks4: readonly NetworkRange[];
  readonly countries4: readonly CountryRange[];
  readonly networks6: readonly NetworkRange[];
  readonly countries6: readonly CountryRange[];
};

export function buildAddressTable(ranges: AddressRanges): Uint8Array {
  const names = new Networks();
  const places = new Places();
  const layer4 = merge(ranges.networks4, ranges.countries4, 1n << 32n, names, places);
  const layer6 = merge(ranges.networks6, ranges.countries6, 1n << 64n, names, places);
  const { asns, nameStarts, text } = names.build();
  const columns: AddressColumns = {
    starts4: Uint32Array.from(layer4.starts, Number),
    values4: layer4.values,
    highs6: Uint32Array.from(layer6.starts, (start) => Number(start >> 32n)),
    lows6: Uint32Array.from(layer6.starts, (start) => Number(start & 0xffff_ffffn)),
    values6: layer6.values,
    ...places.build(),
    asns,
    nameStarts,
  };
  return encodeAddressTable(columns, text);
}

/** Walks both lists at once: a new row wherever either changes and the place is another one. */
function merge(
  networks: readonly NetworkRange[],
  countries: readonly CountryRange[],
  end: bigint,
  names: Networks,
  places: Places,
): { readonly starts: readonly bigint[]; readonly values: Uint32Array } {
  const cuts = [...cutsOf(networks), ...cutsOf(countries)].sort((a, b) => (a < b ? -1 : Number(a > b)));
  const starts: bigint[] = [];
  const values = new GrowingWords();
  const network = cursor(networks);
  const country = cursor(countries);
  let last = 0;
  for (const [at, cut] of cuts.entries()) {
    // Past the last address nothing begins.
    if (cuts[at + 1] === cut || cut === end) continue;
    const asn = network(cut);
    const value = places.numberOf(asn ? names.numberOf(asn) : 0, country(cut)?.country ?? "");
    if (value === last) continue;
    starts.push(cut);
    values.push(value);
    last = value;
  }
  return { starts, values: values.view().slice() };
}

function cutsOf(ranges: readonly AddressRange[]): bigint[] {
  return ranges.flatMap(({ first, last }) => [first, last + 1n]);
}

/** The range that holds each of ascending addresses. */
function cursor<T extends AddressRange>(ranges: readonly T[]): (address: bigint) => T | null {
  let at = 0;
  return (address) => {
    while (at < ranges.length && (ranges[at] as T).last < address) at++;
    const range = ranges[at];
    return range && range.first <= address ? range : null;
  };
}

class Networks {
  readonly #numbers = new Map<number, number>();
  readonly #all: { asn: number; org: string }[] = [{ asn: 0, org: "" }];

  numberOf({ asn, org }: NetworkRange): number {
    const known = this.#numbers.get(asn);
    if (known !== undefined) return known;
    const number = this.#all.push({ asn, org }) - 1;
    this.#numbers.set(asn, number);
    return number;
  }

  build(): { readonly asns: Uint32Array; readonly nameStarts: Uint32Array; readonly text: Uint8Array } {
    const texts = this.#all.map(({ org }) => encodeUtf8(org));
    const nameStarts = new Uint32Array(texts.length + 1);
    for (const [at, { length }] of texts.entries()) nameStarts[at + 1] = (nameStarts[at] as number) + length;
    const text = new Uint8Array(nameStarts.at(-1) ?? 0);
    for (const [at, bytes] of texts.entries()) text.set(bytes, nameStarts[at]);
    return { asns: Uint32Array.from(this.#all, ({ asn }) => asn), nameStarts, text };
  }
}

class Places {
  readonly #numbers = new Map<number, number>([[0, 0]]);
  readonly #asns = [0];
  readonly #countries = [0];

  /** `country`: two letters, or "" for none. */
  numberOf(asn: number, country: string): number {
    invariant(country === "" || /^[A-Z]{2}$/.test(country), "a country is two capital letters");
    const letters = country === "" ? 0 : country.charCodeAt(0) * 256 + country.charCodeAt(1);
    const key = asn * 65_536 + letters;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#asns.push(asn) - 1;
    this.#countries.push(letters);
    this.#numbers.set(key, number);
    return number;
  }

  build(): { readonly placeAsns: Uint32Array; readonly placeCountries: Uint32Array } {
    return { placeAsns: Uint32Array.from(this.#asns), placeCountries: Uint32Array.from(this.#countries) };
  }
}
