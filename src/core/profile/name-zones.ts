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
  /** Before the registered domain, without its dot: "a.b" of "a.b.example.com". */
  readonly below: string;
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
  const weight = query.below === "" ? 0 : newness(zone, Math.floor(hourNumber / HOURS_A_DAY), query.below);
  if (weight === 0) return;
  hour.names += weight;
  hour.chars += weight * query.below.length;
  hour.bits += weight * informationOf(query.below);
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
function newness(zone: NameZone, day: number, below: string): number {
  if (day < zone.day) return 1;
  if (day > zone.day) {
    zone.day = day;
    zone.seen.fill(0);
    zone.filled = 0;
  }
  const bit = hash53(below, 0, "") % NAME_ZONE_BITS;
  const byte = bit >> 3;
  const mask = 1 << (bit & 7);
  if (((zone.seen[byte] ?? 0) & mask) !== 0) return 0;
  zone.seen[byte] = (zone.seen[byte] ?? 0) | mask;
  return NAME_ZONE_BITS / (NAME_ZONE_BITS - zone.filled++);
}

/**
 * Shannon information of the characters in the longer labels, in bits. Labels of one or two characters say little each:
 * reversed addresses of block lists and PTR names are made of them.
 */
export function informationOf(below: string): number {
  const counts = new Map<string, number>();
  let length = 0;
  for (const label of below.split(".")) {
    if (label.length <= 3) continue;
    for (const char of label) counts.set(char, (counts.get(char) ?? 0) + 1);
    length += label.length;
  }
  let bits = 0;
  for (const count of counts.values()) bits += count * Math.log2(length / count);
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
