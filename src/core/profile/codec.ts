/** Profile ↔ text of one row, versioned, in one order. A row of an unknown version is an error, never an empty profile. */

import { z } from "zod";
import { invariant } from "../invariant.ts";
import { FEATURE_VALUES_MAX, FREQUENCY_DAYS_KEPT } from "../limits.ts";
import { encodeUtf8 } from "../text.ts";
import { FEATURES } from "./features.ts";
import { countOf, emptyTable, type Frequency, type FrequencyTable } from "./frequency.ts";
import type { Profile, SubProfile } from "./profile.ts";

const VERSION = 1;

/**
 * A value, then firstMs, lastMs, olderCount, olderDays, then day and count in turn. Lists and not objects throughout:
 * values come from logs, and `__proto__` is a possible user name.
 */
const packedValue = z.tuple([z.string(), z.number(), z.number(), z.number(), z.number()], z.number());
const packedTable = z.tuple([z.number(), z.array(packedValue)]);
const packedProfile = z.object({
  v: z.literal(VERSION),
  name: z.array(z.string()),
  calls: z.number(),
  regions: z.array(z.tuple([z.string(), z.array(packedTable)])),
});
type PackedValue = [string, ...number[]];

/** What of each feature is kept: its values last seen, and the newest days of each. */
type Room = { readonly values: number; readonly days: number };

/** Less and less room, days before values: what was ever seen says more than when. */
const ROOMS: readonly Room[] = [
  { values: FEATURE_VALUES_MAX, days: FREQUENCY_DAYS_KEPT },
  { values: 128, days: FREQUENCY_DAYS_KEPT },
  { values: 128, days: 14 },
  { values: 64, days: 14 },
  { values: 32, days: 14 },
  { values: 32, days: 5 },
  { values: 16, days: 5 },
  { values: 8, days: 5 },
  { values: 8, days: 1 },
  { values: 4, days: 1 },
  { values: 2, days: 1 },
  { values: 1, days: 1 },
];

/**
 * Packs into at most `bytesMax` of UTF-8. What does not fit is summed: days into older events, values into overflow, and
 * at the very last the Regions least lately seen into the count of calls. Profiles of the same content give the same text.
 */
export function packProfile(profile: Profile, bytesMax: number): string {
  let regions = [...profile.regions].sort(([one], [other]) => compare(one, other));
  for (const room of ROOMS) {
    const text = pack(profile, regions, room);
    if (fits(text, bytesMax)) return text;
  }
  regions.sort(([, one], [, other]) => lastMsOf(other) - lastMsOf(one));
  while (regions.length > 0) {
    regions = regions.slice(0, regions.length >> 1);
    const ordered = regions.toSorted(([one], [other]) => compare(one, other));
    const text = pack(profile, ordered, { values: 1, days: 1 });
    if (fits(text, bytesMax)) return text;
  }
  invariant(false, "a profile without Regions fits its row");
}

function fits(text: string, bytesMax: number): boolean {
  return text.length <= bytesMax && encodeUtf8(text).length <= bytesMax;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Every call counts once in the table of services, so it knows the last. */
function lastMsOf(sub: SubProfile): number {
  let last = Number.NEGATIVE_INFINITY;
  for (const { lastMs } of sub.service.values.values()) last = Math.max(last, lastMs);
  return last;
}

function pack(profile: Profile, regions: readonly (readonly [string, SubProfile])[], room: Room): string {
  const packed = regions.map(([region, sub]) => [region, FEATURES.map((feature) => packTable(sub[feature], room))]);
  return JSON.stringify({ v: VERSION, name: profile.name, calls: profile.calls, regions: packed });
}

function packTable(table: FrequencyTable, room: Room): [number, PackedValue[]] {
  let entries = [...table.values];
  let overflow = table.overflow;
  if (entries.length > room.values) {
    entries.sort(([value, one], [otherValue, other]) => other.lastMs - one.lastMs || compare(value, otherValue));
    for (const [, frequency] of entries.slice(room.values)) overflow += countOf(frequency);
    entries = entries.slice(0, room.values);
  }
  entries.sort(([one], [other]) => compare(one, other));
  return [overflow, entries.map(([value, frequency]) => [value, ...packFrequency(frequency, room.days)])];
}

function packFrequency(f: Frequency, daysMax: number): number[] {
  const days = [...f.days].sort(([one], [other]) => one - other);
  const folded = days.splice(0, Math.max(0, days.length - daysMax));
  const olderCount = folded.reduce((sum, [, events]) => sum + events, f.olderCount);
  return [f.firstMs, f.lastMs, olderCount, f.olderDays + folded.length, ...days.flat()];
}

/** Throws where the text is no profile of this version. */
export function unpackProfile(text: string): Profile {
  const packed = packedProfile.parse(JSON.parse(text));
  const regions = new Map<string, SubProfile>();
  for (const [region, tables] of packed.regions) {
    const entries = FEATURES.map((feature, index) => [feature, unpackTable(tables[index])] as const);
    regions.set(region, Object.fromEntries(entries) as SubProfile);
  }
  return { name: packed.name, regions, calls: packed.calls };
}

function unpackTable(packed: z.infer<typeof packedTable> | undefined): FrequencyTable {
  const table = emptyTable();
  if (!packed) return table;
  table.overflow = packed[0];
  for (const [value, ...numbers] of packed[1]) table.values.set(value, unpackFrequency(numbers));
  return table;
}

function unpackFrequency(numbers: readonly [number, number, number, number, ...number[]]): Frequency {
  const [firstMs, lastMs, olderCount, olderDays, ...rest] = numbers;
  const days = new Map<number, number>();
  for (let at = 0; at + 1 < rest.length; at += 2) days.set(rest[at] as number, rest[at + 1] as number);
  return { firstMs, lastMs, days, olderCount, olderDays };
}
