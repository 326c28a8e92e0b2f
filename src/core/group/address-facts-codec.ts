/** AddressFacts ↔ a list for JSON. Most addresses have a network and a country and no more: names and empty parts are left out. */

import type { AddressFacts } from "../enrich/facts.ts";

type Parts = Pick<AddressFacts, "city" | "location" | "cloud" | "matches" | "trustedBy">;

export type PackedFacts = readonly [
  asn: number | null,
  asnOrg: string | null,
  country: string | null,
  parts?: Partial<Parts>,
];

const NO_PARTS: Parts = { city: null, location: null, cloud: null, matches: [], trustedBy: [] };

export function packFacts(facts: AddressFacts): PackedFacts {
  const { asn, asnOrg, country, city, location, cloud, matches, trustedBy } = facts;
  const isBare = city === null && location === null && cloud === null && matches.length + trustedBy.length === 0;
  return isBare ? [asn, asnOrg, country] : [asn, asnOrg, country, withoutEmpty(facts)];
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

export function unpackFacts([asn, asnOrg, country, parts]: PackedFacts): AddressFacts {
  const { city, location, cloud, matches, trustedBy } = parts === undefined ? NO_PARTS : { ...NO_PARTS, ...parts };
  return { asn, asnOrg, country, city, location, cloud, matches, trustedBy };
}
