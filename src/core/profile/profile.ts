/** What is normal for one principal or for one account in one Region: frequencies of features, Region by Region. */

import type { ApiCall } from "../event.ts";
import { PROFILE_NAME_CHARS_MAX, SUB_PROFILES_MAX } from "../limits.ts";
import { FEATURES, type Feature, featuresOf } from "./features.ts";
import { emptyTable, type FrequencyTable, observe } from "./frequency.ts";

/** Sub-profile of the events that count in every Region: global services. */
export const GLOBAL = "global";

export type SubProfile = Record<Feature, FrequencyTable>;

export type Profile = {
  /** Account and principal or Region, for people: the object's name is a hash. */
  readonly name: readonly string[];
  /** Region, or GLOBAL → sub-profile. What is normal in a Region is the two together. */
  readonly regions: Map<string, SubProfile>;
  calls: number;
};

export function emptyProfile(name: readonly string[]): Profile {
  return { name: name.map((part) => part.slice(0, PROFILE_NAME_CHARS_MAX)), regions: new Map(), calls: 0 };
}

/** Counts a call. Calls of Regions beyond SUB_PROFILES_MAX share one sub-profile, named "". */
export function fold(profile: Profile, call: ApiCall): void {
  const table = subProfile(profile, call.global ? GLOBAL : call.region);
  const values = featuresOf(call);
  for (let index = 0; index < FEATURES.length; index++) {
    observe(table[FEATURES[index] as Feature], values[index] as string, call.timeMs);
  }
  profile.calls++;
}

function subProfile(profile: Profile, region: string): SubProfile {
  const known = profile.regions.get(region);
  if (known) return known;
  if (profile.regions.size >= SUB_PROFILES_MAX && region !== "") return subProfile(profile, "");
  const fresh = Object.fromEntries(FEATURES.map((feature) => [feature, emptyTable()])) as SubProfile;
  profile.regions.set(region, fresh);
  return fresh;
}

/** What is known of a feature in a Region: its own events and those of global services. */
export function tablesIn(profile: Profile, region: string, feature: Feature): readonly FrequencyTable[] {
  return [profile.regions.get(region), profile.regions.get(GLOBAL)].flatMap((sub) => (sub ? [sub[feature]] : []));
}
