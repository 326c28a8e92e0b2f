/**
 * Networks by their real public ranges, so that tables of ASN and country tell them apart. The hosts in them are drawn at
 * random and stand for nobody. Sources: RIR allocations and AWS's ip-ranges.json.
 */

import type { Random } from "./random.ts";

export type Network = {
  readonly name: string;
  readonly asn: number;
  /** Null for hosters, who place blocks of one range in several countries. */
  readonly country: string | null;
  readonly prefix: string;
};

function network(name: string, asn: number, country: string | null, prefix: string): Network {
  return { name, asn, country, prefix };
}

export type Site = {
  readonly city: string;
  readonly utcHours: number;
  readonly office: Network;
  readonly homes: readonly Network[];
};

export const SITES: readonly Site[] = [
  {
    city: "london",
    utcHours: 0,
    office: network("BT business", 2856, "GB", "217.36"),
    homes: [network("BT", 2856, "GB", "86.150"), network("Virgin Media", 5089, "GB", "82.30")],
  },
  {
    city: "berlin",
    utcHours: 1,
    office: network("Colt", 8220, "DE", "217.110"),
    homes: [network("Deutsche Telekom", 3320, "DE", "87.150"), network("Vodafone DE", 3209, "DE", "178.5")],
  },
  {
    city: "new-york",
    utcHours: -5,
    office: network("Cogent", 174, "US", "38.104"),
    homes: [network("Verizon", 701, "US", "71.163"), network("Comcast", 7922, "US", "73.158")],
  },
  {
    city: "bangalore",
    utcHours: 5.5,
    office: network("Tata", 4755, "IN", "115.112"),
    homes: [network("Jio", 55836, "IN", "49.36"), network("Airtel", 24560, "IN", "122.162")],
  },
];

/** Where travellers and new hires may turn up. */
export const ELSEWHERE: readonly Network[] = [
  network("Orange", 3215, "FR", "90.20"),
  network("Telefonica", 3352, "ES", "83.40"),
  network("Telstra", 1221, "AU", "1.124"),
  network("OCN", 4713, "JP", "153.150"),
  network("AT&T", 7018, "US", "99.44"),
];

/** Rented hosts and far networks that attacks come from. */
export const ATTACKERS: readonly Network[] = [
  network("DigitalOcean", 14061, null, "159.65"),
  network("OVH", 16276, null, "51.68"),
  network("Hetzner", 24940, "FI", "95.216"),
  network("Vultr", 20473, null, "45.76"),
  network("VNPT", 45899, "VN", "14.160"),
  network("TTNet", 9121, "TR", "88.224"),
  network("Telkom", 7713, "ID", "36.68"),
  network("Claro", 28573, "BR", "177.32"),
];

export const AWS_PREFIXES: Readonly<Record<string, string>> = {
  "us-east-1": "54.144",
  "eu-west-1": "54.72",
  "eu-central-1": "18.184",
  "us-west-2": "54.184",
};

export function addressIn(net: Network, random: Random): string {
  return inPrefix(net.prefix, random);
}

/** A public address of AWS's in a Region. */
export function awsAddress(region: string, random: Random): string {
  return inPrefix(AWS_PREFIXES[region] ?? "54.144", random);
}

function inPrefix(prefix: string, random: Random): string {
  return `${prefix}.${random.between(1, 254)}.${random.between(1, 254)}`;
}

/** Any public unicast address, for noise: the first octet leaves out private, local and multicast blocks. */
export function anyAddress(random: Random): string {
  const first = random.pick([
    5, 14, 23, 31, 37, 45, 61, 78, 89, 94, 103, 112, 123, 141, 162, 178, 185, 193, 195, 202, 212, 218,
  ]);
  return `${first}.${random.below(256)}.${random.below(256)}.${random.between(1, 254)}`;
}
