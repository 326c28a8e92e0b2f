/** CIDR blocks ↔ first and last address, for IPv4 (uint32) and IPv6 (four words). */

import { compareIpv6, formatIpv4, formatIpv6, type Ipv6Words } from "./address.ts";

export type Range4 = { readonly first: number; readonly last: number };
export type Range6 = { readonly first: Ipv6Words; readonly last: Ipv6Words };

/** `prefix` 0 to 32. Bits of `address` past the prefix are ignored. */
export function cidr4(address: number, prefix: number): Range4 {
  const host = 2 ** (32 - prefix) - 1;
  const first = address - (address % (host + 1));
  return { first, last: first + host };
}

/** `prefix` 0 to 128. */
export function cidr6(address: Ipv6Words, prefix: number): Range6 {
  const low: number[] = [];
  const high: number[] = [];
  for (const [at, word] of address.entries()) {
    const part = cidr4(word, Math.min(32, Math.max(0, prefix - at * 32)));
    low.push(part.first);
    high.push(part.last);
  }
  return { first: fourWords(low), last: fourWords(high) };
}

function fourWords(words: readonly number[]): Ipv6Words {
  return [words[0] ?? 0, words[1] ?? 0, words[2] ?? 0, words[3] ?? 0];
}

/** "192.0.2.1", "192.0.2.0/24" where the range is one block, else "192.0.2.3-192.0.2.9". */
export function formatRange4({ first, last }: Range4): string {
  if (first === last) return formatIpv4(first);
  const size = last - first + 1;
  const bits = Math.log2(size);
  if (Number.isInteger(bits) && first % size === 0) return `${formatIpv4(first)}/${32 - bits}`;
  return `${formatIpv4(first)}-${formatIpv4(last)}`;
}

export function formatRange6({ first, last }: Range6): string {
  if (compareIpv6(first, last) === 0) return formatIpv6(first);
  const prefix = commonPrefix6(first, last);
  const block = cidr6(first, prefix);
  const isBlock = compareIpv6(block.first, first) === 0 && compareIpv6(block.last, last) === 0;
  return isBlock ? `${formatIpv6(first)}/${prefix}` : `${formatIpv6(first)}-${formatIpv6(last)}`;
}

/** How many leading bits the two share. */
export function commonPrefix6(a: Ipv6Words, b: Ipv6Words): number {
  for (const [at, word] of a.entries()) {
    const difference = (word ^ (b[at] ?? 0)) >>> 0;
    if (difference !== 0) return at * 32 + Math.clz32(difference);
  }
  return 128;
}
