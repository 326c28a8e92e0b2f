/** Text ↔ IPv4 as uint32 and IPv6 as four uint32 words; strict, for list entries, where forms differ from logs. */

/** Network order: word 0 holds the first 32 bits. */
export type Ipv6Words = readonly [number, number, number, number];

const OCTET = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** Dotted quad → uint32; null for anything else, octets with a leading zero included (some readers take 010 for 8). */
export function parseIpv4(text: string): number | null {
  if (text.length < 7 || text.length > 15) return null;
  const octets = text.split(".");
  if (octets.length !== 4) return null;
  let value = 0;
  for (const octet of octets) {
    if (!OCTET.test(octet) || Number(octet) > 255) return null;
    value = value * 256 + Number(octet);
  }
  return value;
}

/** RFC 4291 text, any case, with or without "::" and a dotted quad at the end; no zone, no brackets. */
export function parseIpv6(text: string): Ipv6Words | null {
  if (text.length < 2 || text.length > 45 || !text.includes(":")) return null;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? "", halves.length === 1);
  const tail = groupsOf(halves[1] ?? "", true);
  if (!head || !tail) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  const word = (at: number): number => (groups[at] ?? 0) * 65_536 + (groups[at + 1] ?? 0);
  return [word(0), word(2), word(4), word(6)];
}

function groupsOf(text: string, quadAllowed: boolean): number[] | null {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [at, part] of parts.entries()) {
    const quad = quadAllowed && at === parts.length - 1 && part.includes(".") ? parseIpv4(part) : null;
    if (quad !== null) groups.push(quad >>> 16, quad & 0xffff);
    else if (GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

export function formatIpv4(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** RFC 5952: lower case, "::" for the first longest run of two or more zero groups. */
export function formatIpv6(words: Ipv6Words): string {
  const hex = words.flatMap((word) => [(word >>> 16).toString(16), (word & 0xffff).toString(16)]);
  let from = 0;
  let longest = 1;
  for (let at = 0; at < 8; at++) {
    let run = 0;
    while (hex[at + run] === "0") run++;
    if (run > longest) [from, longest] = [at, run];
  }
  if (longest < 2) return hex.join(":");
  return `${hex.slice(0, from).join(":")}::${hex.slice(from + longest).join(":")}`;
}

/** Negative, zero or positive as `a` lies before, at or after `b`. */
export function compareIpv6(a: Ipv6Words, b: Ipv6Words): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}

/** The IPv4 address inside ::ffff:0:0/96, else null. */
export function mappedIpv4(words: Ipv6Words): number | null {
  return words[0] === 0 && words[1] === 0 && words[2] === 0xffff ? words[3] : null;
}
