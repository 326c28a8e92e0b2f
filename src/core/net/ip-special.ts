/** Which addresses are not ordinary public ones: IANA's special-purpose and multicast registries for IPv4 and IPv6. */

import { type Ip, ipWords, parseIp } from "./ip.ts";

export type SpecialUse =
  | "this-network"
  | "private"
  | "shared"
  | "loopback"
  | "link-local"
  | "protocol"
  | "documentation"
  | "benchmarking"
  | "multicast"
  | "reserved"
  | "broadcast"
  | "discard"
  | "segment-routing"
  | "transition";

/**
 * Most specific first. Entries that the registries mark as globally reachable (AS112, AMT, 64:ff9b::/96 …) are ordinary.
 * https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry.
 */
const REGISTRY: readonly (readonly [range: string, use: SpecialUse])[] = [
  ["255.255.255.255/32", "broadcast"],
  ["0.0.0.0/8", "this-network"],
  ["10.0.0.0/8", "private"],
  ["100.64.0.0/10", "shared"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"],
  ["172.16.0.0/12", "private"],
  ["192.0.0.0/24", "protocol"],
  ["192.0.2.0/24", "documentation"],
  ["192.88.99.0/24", "transition"],
  ["192.168.0.0/16", "private"],
  ["198.18.0.0/15", "benchmarking"],
  ["198.51.100.0/24", "documentation"],
  ["203.0.113.0/24", "documentation"],
  ["224.0.0.0/4", "multicast"],
  ["240.0.0.0/4", "reserved"],
  ["::/128", "this-network"],
  ["::1/128", "loopback"],
  ["64:ff9b:1::/48", "private"],
  ["100::/64", "discard"],
  ["2001:db8::/32", "documentation"],
  ["2001::/32", "transition"],
  ["2001:2::/48", "benchmarking"],
  ["2002::/16", "transition"],
  ["3fff::/20", "documentation"],
  ["5f00::/16", "segment-routing"],
  ["fc00::/7", "private"],
  ["fe80::/10", "link-local"],
  ["ff00::/8", "multicast"],
];

type Range = { readonly words: Uint32Array; readonly bits: number; readonly use: SpecialUse };

const RANGES = REGISTRY.map(([range, use]): Range => {
  const [address = "", bits] = range.split("/");
  const ip = parseIp(address) ?? 0;
  return { words: ipWords(ip), bits: Number(bits) + (typeof ip === "number" ? 96 : 0), use };
});
const IPV4_RANGES = RANGES.filter((range) => range.bits >= 96 && range.words[2] === 0xffff);
const IPV6_RANGES = RANGES.filter((range) => !IPV4_RANGES.includes(range));

/** Null for an ordinary, globally reachable unicast address. */
export function specialUse(ip: Ip): SpecialUse | null {
  if (typeof ip === "number") return ipv4Use(ip);
  const words = ipWords(ip);
  return IPV6_RANGES.find((range) => inRange(words, range))?.use ?? null;
}

/** First octets with which some range begins: four in five addresses have another. */
const SPECIAL_OCTETS = new Uint8Array(256);
for (const { words, bits } of IPV4_RANGES) {
  const first = (words[3] as number) >>> 24;
  SPECIAL_OCTETS.fill(1, first, first + 2 ** Math.max(0, 104 - bits));
}

function ipv4Use(ip: number): SpecialUse | null {
  if (SPECIAL_OCTETS[ip >>> 24] === 0) return null;
  for (const { words, bits, use } of IPV4_RANGES) {
    if ((ip ^ (words[3] as number)) >>> (128 - bits) === 0) return use;
  }
  return null;
}

function inRange(words: Uint32Array, range: Range): boolean {
  for (let word = 0, left = range.bits; left > 0; word++, left -= 32) {
    const difference = ((words[word] as number) ^ (range.words[word] as number)) >>> 0;
    if (difference >>> Math.max(0, 32 - left) !== 0) return false;
  }
  return true;
}

/**
 * Reachable over the Internet. Documentation ranges count as public: they occur in samples alone, where they stand
 * for public addresses.
 */
export function isPublic(ip: Ip): boolean {
  const use = specialUse(ip);
  return use === null || use === "documentation";
}

/** Of a private network: RFC 1918, unique local IPv6, and 100.64.0.0/10, which VPCs use for pods and subnets. */
export function isPrivate(ip: Ip): boolean {
  if (typeof ip === "number") return isPrivateIpv4(ip);
  return specialUse(ip) === "private";
}

/** The same ranges as in the registry above, without a search: asked of both ends of every conversation. */
function isPrivateIpv4(ip: number): boolean {
  return ip >>> 24 === 10 || ip >>> 20 === 0xac1 || ip >>> 16 === 0xc0a8 || ip >>> 22 === 0x191;
}
