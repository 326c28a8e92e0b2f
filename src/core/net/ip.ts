/** IP addresses in compact form: IPv4 as a number below 2^32, IPv6 as its canonical text (RFC 5952). Strict, no allocation on bytes. */

/**
 * An IPv4 address is a uint32 number, an IPv6 address its canonical text, so that `===` compares and a Map takes either.
 * IPv4-mapped IPv6 (::ffff:192.0.2.1) is the IPv4 address. Zone ids (fe80::1%eth0) are no part of an address.
 */
export type Ip = number | string;

const IP_CHARS_MAX = 45;
const DOT = 0x2e;
const COLON = 0x3a;

/** Scratch of the text functions and of the IPv6 parser; nothing in it outlives a call. */
const textBytes = new Uint8Array(IP_CHARS_MAX);
const textWords = new Uint32Array(4);
const groups = new Uint16Array(8);

/** The addresses of one host come again and again, as keys of its profile: the same text is found faster than an equal one. */
const TEXTS_KEPT = 4_096;
const textIps = new Float64Array(TEXTS_KEPT).fill(-1);
const texts: string[] = Array<string>(TEXTS_KEPT).fill("");

/** Strict dotted quad in [start, end) → uint32, or -1. Octets have no leading zero: some readers take 010 for eight. */
export function parseIpv4Bytes(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === DOT) {
      if (octet < 0 || dots === 3) return -1;
      value = value * 256 + octet;
      octet = -1;
      dots++;
      continue;
    }
    const digit = byte - 0x30;
    if (digit < 0 || digit > 9 || octet === 0) return -1;
    octet = octet < 0 ? digit : octet * 10 + digit;
    if (octet > 255) return -1;
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

/** IPv6 text in [start, end), any RFC 4291 form, → four uint32 words at the front of `words`; false if it is none. */
export function parseIpv6Bytes(bytes: Uint8Array, start: number, end: number, words: Uint32Array): boolean {
  if (end - start < 2 || end - start > IP_CHARS_MAX) return false;
  const parsed = readGroups(bytes, start, end);
  if (parsed < 0) return false;
  const count = parsed >> 4;
  const gap = parsed & 15;
  if (gap === NO_GAP ? count !== 8 : count > 7) return false;
  if (gap !== NO_GAP) {
    groups.copyWithin(8 - (count - gap), gap, count);
    groups.fill(0, gap, 8 - (count - gap));
  }
  for (let word = 0; word < 4; word++) {
    words[word] = (groups[word * 2] as number) * 65_536 + (groups[word * 2 + 1] as number);
  }
  return true;
}

const NO_GAP = 15;

/** Fills `groups`; gives count × 16 + the position of "::" (NO_GAP if there is none), or -1. */
function readGroups(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  let gap = NO_GAP;
  let at = start;
  if (bytes[at] === COLON) {
    if (bytes[at + 1] !== COLON) return -1;
    gap = 0;
    at += 2;
  }
  while (at < end) {
    let group = 0;
    const from = at;
    for (; at < end && bytes[at] !== COLON && bytes[at] !== DOT; at++) {
      const digit = hexDigit(bytes[at] as number);
      if (digit < 0 || at - from === 4) return -1;
      group = group * 16 + digit;
    }
    if (count === 8 || at === from) return -1;
    if (at < end && bytes[at] === DOT) return readTail(bytes, from, end, count, gap);
    groups[count++] = group;
    if (at === end) return count * 16 + gap;
    at++;
    if (at === end) return -1;
    if (bytes[at] !== COLON) continue;
    if (gap !== NO_GAP) return -1;
    gap = count;
    at++;
  }
  return count * 16 + gap;
}

/** The dotted quad at the end of "::ffff:192.0.2.1". */
function readTail(bytes: Uint8Array, start: number, end: number, count: number, gap: number): number {
  const quad = parseIpv4Bytes(bytes, start, end);
  if (quad < 0 || count > 6) return -1;
  groups[count] = quad / 65_536;
  groups[count + 1] = quad % 65_536;
  return (count + 2) * 16 + gap;
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Whether the words are an IPv4-mapped address; its IPv4 part is the fourth word. */
export function isMappedIpv4(words: Uint32Array): boolean {
  return words[0] === 0 && words[1] === 0 && words[2] === 0xffff;
}

/** Strict; null for anything but one address: no CIDR, port, zone, blank or octet with a leading zero. */
export function parseIp(text: string): Ip | null {
  const length = text.length;
  if (length < 2 || length > IP_CHARS_MAX) return null;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return null;
    textBytes[at] = code;
  }
  const ipv4 = parseIpv4Bytes(textBytes, 0, length);
  if (ipv4 >= 0) return ipv4;
  if (!parseIpv6Bytes(textBytes, 0, length, textWords)) return null;
  return isMappedIpv4(textWords) ? (textWords[3] as number) : ipv6Text(textWords);
}

export function isIpv6(ip: Ip): ip is string {
  return typeof ip === "string";
}

/** Dotted quad, or canonical IPv6 text. */
export function ipText(ip: Ip): string {
  if (typeof ip === "string") return ip;
  const place = (ip ^ (ip >>> 12) ^ (ip >>> 22)) & (TEXTS_KEPT - 1);
  if (textIps[place] === ip) return texts[place] as string;
  const text = `${ip >>> 24}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`;
  textIps[place] = ip;
  texts[place] = text;
  return text;
}

/** RFC 5952: lower case, no leading zeros, "::" for the first longest run of two or more zero groups. */
export function ipv6Text(words: Uint32Array): string {
  const parts: number[] = [];
  for (let word = 0; word < 4; word++) parts.push((words[word] as number) >>> 16, (words[word] as number) & 0xffff);
  let from = 0;
  let longest = 0;
  for (let at = 0; at < 8; at++) {
    let run = 0;
    while (at + run < 8 && parts[at + run] === 0) run++;
    if (run > longest) [from, longest] = [at, run];
  }
  const hex = parts.map((part) => part.toString(16));
  if (longest < 2) return hex.join(":");
  return `${hex.slice(0, from).join(":")}::${hex.slice(from + longest).join(":")}`;
}

/** The four words of an IPv6 `Ip`, in a new array; of an IPv4 one, its mapped form. */
export function ipWords(ip: Ip): Uint32Array {
  const words = new Uint32Array(4);
  if (typeof ip === "number") words.set([0, 0, 0xffff, ip]);
  else for (let at = 0; at < ip.length; at++) textBytes[at] = ip.charCodeAt(at);
  if (typeof ip === "string") parseIpv6Bytes(textBytes, 0, ip.length, words);
  return words;
}
