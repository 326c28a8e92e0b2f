/** The values of a profile by class, most frequent first: what GuardDuty calls profiled behaviour. */

import { PROFILED_VALUES_MAX } from "../limits.ts";
import { FEATURE_INDEX, type Feature } from "./features.ts";
import type { Profile } from "./profile.ts";
import { type FrequencyClass, sealedTable, type SealedValue } from "./sealed.ts";

type ProfiledValues = { readonly [Class in Exclude<FrequencyClass, "UNSEEN">]?: readonly string[] };

/** By index of feature. */
export type ProfiledLists = { readonly [feature: number]: ProfiledValues };

const LISTED: readonly Feature[] = ["api", "userType", "userName", "asn", "userAgent"];

/** Days before `day`; at most PROFILED_VALUES_MAX values of each class. */
export function profiledOf(profile: Profile, day: number): ProfiledLists {
  const lists: Record<number, ProfiledValues> = {};
  for (const feature of LISTED) {
    const at = FEATURE_INDEX[feature];
    const table = profile.tables[at];
    if (table === undefined) continue;
    const { values } = sealedTable(table, day, profile.clock);
    const named = values.map((sealed, row) => [table.values[row] as string, sealed] as const).sort(byFrequency);
    const of = (wanted: FrequencyClass): readonly string[] =>
      named
        .filter(([, sealed]) => sealed.class === wanted)
        .slice(0, PROFILED_VALUES_MAX)
        .map(([value]) => value);
    lists[at] = { FREQUENT: of("FREQUENT"), INFREQUENT: of("INFREQUENT"), RARE: of("RARE") };
  }
  return lists;
}

function byFrequency(
  [oneValue, one]: readonly [string, SealedValue],
  [otherValue, other]: readonly [string, SealedValue],
): number {
  return other.days - one.days || other.weight - one.weight || (oneValue < otherValue ? -1 : 1);
}
