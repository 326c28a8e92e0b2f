/** How much the names say that a host asks for under each registered domain: what a tunnel is told by, in constant memory. */

import { hash53 } from "../hash.ts";
import { NAME_ZONE_BITS, NAME_ZONE_HOURS_KEPT, NAME_ZONES_MAX, NAME_ZONES_OPEN_MAX } from "../limits.ts";

/** Of one hour. */
export type ZoneHour = {
  queries: number;
  /** Estimate of the names that were not asked for before on that day. */
  names: number;
  /** Of those names, without the domain: characters, and Shannon information in bits. */
  chars: number;
  bits: number;
  /** Names asked for with a type that carries data back: TXT, NULL, CNAME, MX, SRV. */
  carriers: number;
  failed: number;
};

export type NameZone = {
  /** The day whose names `seen` tells. */
  day: number;
  seen: Uint8Array;
  /** Bits set in `seen`. */
  filled: number;
  /** Hour number since the epoch → its sums. */
  readonly hours: Map<number, ZoneHour>;
};
export type NameZones = Map<string, NameZone>;

export const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;
const CARRIERS: ReadonlySet<string> = new Set(["TXT", "NULL", "CNAME", "MX", "SRV"]);

export type ZoneQuery = {
  /** In lower case, and how much of it stands before the registered domain and its dot: 3 of "a.b.example.com". */
  readonly name: string;
  readonly below: number;
  readonly type: string;
  readonly records: number;
  readonly failed: boolean;
  readonly timeMs: number;
};

export function addToZone(zones: NameZones, domain: string, query: ZoneQuery): void {
  const hourNumber = Math.floor(query.timeMs / HOUR_MS);
  let zone = zones.get(domain);
  if (!zone) {
    if (zones.size >= NAME_ZONES_OPEN_MAX) keepFullest(zones, NAME_ZONES_OPEN_MAX / 2);
    zone = { day: 0, seen: new Uint8Array(NAME_ZONE_BITS / 8), filled: 0, hours: new Map() };
    zones.set(domain, zone);
  }
  const hour = hourOf(zone, hourNumber);
  hour.queries += query.records;
  if (query.failed) hour.failed += query.records;
  if (query.below === 0) return;
  const weight = newness(zone, Math.floor(hourNumber / HOURS_A_DAY), query);
  if (weight === 0) return;
  hour.names += weight;
  hour.chars += weight * query.below;
  hour.bits += weight * informationOf(query.name, query.below);
  if (CARRIERS.has(query.type)) hour.carriers += weight;
}

function hourOf(zone: NameZone, number: number): ZoneHour {
  const known = zone.hours.get(number);
  if (known) return known;
  const hour = { queries: 0, names: 0, chars: 0, bits: 0, carriers: 0, failed: 0 };
  zone.hours.set(number, hour);
  if (zone.hours.size > NAME_ZONE_HOURS_KEPT) zone.hours.delete(Math.min(...zone.hours.keys()));
  return hour;
}

/**
 * 0 for a name known. A new one is met by a bit that is set already as often as bits are set, so the others stand for
 * it: linear counting (Whang and others, 1990), one name at a time. Late names of an earlier day count as new.
 */
function newness(zone: NameZone, day: number, { name, below }: ZoneQuery): number {
  if (day < zone.day) return 1;
  if (day > zone.day) {
    zone.day = day;
    zone.seen.fill(0);
    zone.filled = 0;
  }
  const bit = hash53(name, 0, "", below) % NAME_ZONE_BITS;
  const byte = bit >> 3;
  const mask = 1 << (bit & 7);
  if (((zone.seen[byte] ?? 0) & mask) !== 0) return 0;
  zone.seen[byte] = (zone.seen[byte] ?? 0) | mask;
  return NAME_ZONE_BITS / (NAME_ZONE_BITS - zone.filled++);
}

const CODES = 128;
/** Labels of fewer characters do not count. */
const LABEL_CHARS_MIN = 4;
/** Scratch of informationOf: how often each character came, and which did, in order. */
const counts = new Uint16Array(CODES);
const met = new Uint8Array(CODES);
/** What `count` characters of one kind among `length` say: length × TERM_COUNTS + count; 0 where not yet reckoned. */
const TERM_LENGTHS = 64;
const TERM_COUNTS = 16;
const terms = new Float64Array(TERM_LENGTHS * TERM_COUNTS);

/**
 * Shannon information of the characters in the longer labels of a name up to `end`, in bits. Labels of up to three
 * characters say little each: reversed addresses of block lists and PTR names are made of them.
 */
export function informationOf(name: string, end = name.length): number {
  let kinds = 0;
  let length = 0;
  let isAscii = true;
  for (let from = 0; from <= end;) {
    const dot = name.indexOf(".", from);
    const to = dot < 0 || dot > end ? end : dot;
    if (to - from >= LABEL_CHARS_MIN) {
      for (let at = from; at < to; at++) {
        const code = name.charCodeAt(at);
        if (code >= CODES) {
          isAscii = false;
          break;
        }
        const count = counts[code] as number;
        if (count === 0) met[kinds++] = code;
        counts[code] = count + 1;
      }
      length += to - from;
    }
    from = to + 1;
  }
  let bits = 0;
  for (let kind = 0; kind < kinds; kind++) {
    const code = met[kind] as number;
    bits += termOf(counts[code] as number, length);
    counts[code] = 0;
  }
  return isAscii ? bits : informationOfText(name.slice(0, end));
}

function termOf(count: number, length: number): number {
  if (length >= TERM_LENGTHS || count >= TERM_COUNTS) return count * Math.log2(length / count);
  const at = length * TERM_COUNTS + count;
  return (terms[at] as number) || (terms[at] = count * Math.log2(length / count));
}

/** Of any text, character by character and not unit by unit. */
function informationOfText(below: string): number {
  const byChar = new Map<string, number>();
  let length = 0;
  for (const label of below.split(".")) {
    if (label.length < LABEL_CHARS_MIN) continue;
    for (const char of label) byChar.set(char, (byChar.get(char) ?? 0) + 1);
    length += label.length;
  }
  let bits = 0;
  for (const count of byChar.values()) bits += count * Math.log2(length / count);
  return bits;
}

/** Sums of the hours that lie in [first, last]. */
export function sumHours(zone: NameZone, first: number, last: number): ZoneHour {
  const sum = { queries: 0, names: 0, chars: 0, bits: 0, carriers: 0, failed: 0 };
  for (const [number, hour] of zone.hours) {
    if (number < first || number > last) continue;
    sum.queries += hour.queries;
    sum.names += hour.names;
    sum.chars += hour.chars;
    sum.bits += hour.bits;
    sum.carriers += hour.carriers;
    sum.failed += hour.failed;
  }
  return sum;
}

export function pruneZones(zones: NameZones, lastMs: number): void {
  const oldest = Math.floor(lastMs / HOUR_MS) - NAME_ZONE_HOURS_KEPT;
  for (const [domain, zone] of zones) {
    for (const number of zone.hours.keys()) if (number < oldest) zone.hours.delete(number);
    if (zone.hours.size === 0) zones.delete(domain);
  }
  keepFullest(zones, NAME_ZONES_MAX);
}

/** Those whose names say most. */
function keepFullest(zones: NameZones, zonesMax: number): void {
  if (zones.size <= zonesMax) return;
  const ranked = [...zones].map(([domain, zone]) => ({ domain, ...sumHours(zone, 0, Number.POSITIVE_INFINITY) }));
  ranked.sort((one, other) => other.bits - one.bits || (one.domain < other.domain ? -1 : 1));
  for (const { domain } of ranked.slice(zonesMax)) zones.delete(domain);
}
