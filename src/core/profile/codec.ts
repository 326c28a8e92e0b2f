/** Profile ↔ text of one row, versioned. A row of an unknown version is an error, never an empty profile. */

import { z } from "zod";
import { FEATURE_VALUES_MAX } from "../limits.ts";
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

/** Packs into at most `charsMax`; what does not fit, the values least lately seen, becomes overflow. */
export function packProfile(profile: Profile, charsMax: number): string {
  let text = pack(profile, Number.POSITIVE_INFINITY);
  for (let valuesMax = FEATURE_VALUES_MAX / 2; text.length > charsMax && valuesMax >= 1; valuesMax /= 2) {
    text = pack(profile, valuesMax);
  }
  return text;
}

function pack(profile: Profile, valuesMax: number): string {
  const regions = [...profile.regions].map(([region, sub]) => [
    region,
    FEATURES.map((feature) => packTable(sub[feature], valuesMax)),
  ]);
  return JSON.stringify({ v: VERSION, name: profile.name, calls: profile.calls, regions });
}

function packTable(table: FrequencyTable, valuesMax: number): [number, PackedValue[]] {
  let entries = [...table.values];
  let overflow = table.overflow;
  if (entries.length > valuesMax) {
    entries.sort(([, one], [, other]) => other.lastMs - one.lastMs);
    for (const [, frequency] of entries.slice(valuesMax)) overflow += countOf(frequency);
    entries = entries.slice(0, valuesMax);
  }
  return [overflow, entries.map(([value, frequency]) => [value, ...packFrequency(frequency)])];
}

function packFrequency(f: Frequency): number[] {
  const days = [...f.days].sort(([one], [other]) => one - other);
  return [f.firstMs, f.lastMs, f.olderCount, f.olderDays, ...days.flat()];
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
