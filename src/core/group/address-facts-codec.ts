/** AddressFacts ↔ numbers, and a list for JSON of what few addresses have: most have a network and a country and no more. */

import { NONE, type Table, ofOrNull } from "../column.ts";
import type { AddressFacts } from "../enrich/facts.ts";
import { invariant } from "../invariant.ts";

type Parts = Pick<AddressFacts, "city" | "location" | "cloud" | "matches" | "trustedBy">;

/** Of the address at a place of the table. */
export type PackedParts = readonly [place: number, parts: Partial<Parts>];

/** For each address: ASN, then places of its organisation and country in the table of strings; NONE for null. */
const NUMBERS = 3;

const NO_PARTS: Parts = { city: null, location: null, cloud: null, matches: [], trustedBy: [] };

export function packAddresses(
  all: readonly AddressFacts[],
  strings: Table<string>,
): { readonly numbers: Float64Array<ArrayBuffer>; readonly parts: readonly PackedParts[] } {
  const numbers = new Float64Array(all.length * NUMBERS);
  const parts: PackedParts[] = [];
  for (let place = 0; place < all.length; place++) {
    const facts = all[place] as AddressFacts;
    numbers[place * NUMBERS] = facts.asn ?? NONE;
    numbers[place * NUMBERS + 1] = strings.indexOf(facts.asnOrg);
    numbers[place * NUMBERS + 2] = strings.indexOf(facts.country);
    if (!isBare(facts)) parts.push([place, withoutEmpty(facts)]);
  }
  return { numbers, parts };
}

function isBare({ city, location, cloud, matches, trustedBy }: Parts): boolean {
  return city === null && location === null && cloud === null && matches.length + trustedBy.length === 0;
}

function withoutEmpty({ city, location, cloud, matches, trustedBy }: Parts): Partial<Parts> {
  return {
    ...(city === null ? {} : { city }),
    ...(location === null ? {} : { location }),
    ...(cloud === null ? {} : { cloud }),
    ...(matches.length === 0 ? {} : { matches }),
    ...(trustedBy.length === 0 ? {} : { trustedBy }),
  };
}

/** `parts`: in the order of their places. */
export function unpackAddresses(
  numbers: Float64Array,
  parts: readonly PackedParts[],
  strings: readonly string[],
): readonly AddressFacts[] {
  invariant(numbers.length % NUMBERS === 0, "packed addresses have all of their numbers");
  const all: AddressFacts[] = [];
  let next = 0;
  for (let at = 0; at < numbers.length; at += NUMBERS) {
    const own = parts[next]?.[0] === all.length ? { ...NO_PARTS, ...parts[next++]?.[1] } : NO_PARTS;
    const { city, location, cloud, matches, trustedBy } = own;
    const asn = numbers[at] as number;
    all.push({
      asn: asn === NONE ? null : asn,
      asnOrg: ofOrNull(strings, numbers[at + 1]),
      country: ofOrNull(strings, numbers[at + 2]),
      city,
      location,
      cloud,
      matches,
      trustedBy,
    });
  }
  invariant(next === parts.length, "packed addresses have all of their parts");
  return all;
}
