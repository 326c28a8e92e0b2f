/** Addresses that no host on the Internet has: IANA's special-purpose registries, less the documentation blocks. */

import { compareIpv6, type Ipv6Words, parseIpv4, parseIpv6 } from "./address.ts";
import { cidr4, cidr6, type Range4, type Range6 } from "./cidr.ts";

/**
 * https://www.iana.org/assignments/iana-ipv4-special-registry. 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24 are
 * left out: they stand for public addresses in samples and tests.
 */
const SPECIAL4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "224.0.0.0/3",
].map((block): Range4 => {
  const [address = "", prefix] = block.split("/");
  return cidr4(parseIpv4(address) ?? 0, Number(prefix));
});

/** Everything but 2000::/3 is unassigned, private, link-local or multicast; 64:ff9b::/96 carries IPv4 and is not listed. */
const GLOBAL6 = block6("2000::/3");
const SPECIAL6 = ["2001:2::/48"].map(block6);

function block6(block: string): Range6 {
  const [address = "", prefix] = block.split("/");
  return cidr6(parseIpv6(address) ?? [0, 0, 0, 0], Number(prefix));
}

/** Whether the whole range lies within one special-purpose block. */
export function isSpecial4({ first, last }: Range4): boolean {
  return SPECIAL4.some((block) => block.first <= first && last <= block.last);
}

export function isSpecial6({ first, last }: Range6): boolean {
  if (compareIpv6(last, GLOBAL6.first) < 0 || compareIpv6(first, GLOBAL6.last) > 0) return true;
  return SPECIAL6.some((block) => compareIpv6(block.first, first) <= 0 && compareIpv6(last, block.last) <= 0);
}

/** Whether no list may speak of this address. */
export function isSpecialAddress4(address: number): boolean {
  return isSpecial4({ first: address, last: address });
}

export function isSpecialAddress6(address: Ipv6Words): boolean {
  return isSpecial6({ first: address, last: address });
}
