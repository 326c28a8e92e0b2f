/** Profiles of version 1 (a sub-profile a Region, other features) → of today: what they counted is carried over by day. */

import { z } from "zod";
import { apiNameOf } from "../api-name.ts";
import { FEATURE_INDEX, type Feature } from "./features.ts";
import { DAY_MS } from "./frequency.ts";
import { emptyProfile, GLOBAL, type Profile } from "./profile.ts";

/** A value, then firstMs, lastMs, olderCount, olderDays, then day and count in turn. */
const value = z.tuple([z.string(), z.number(), z.number(), z.number(), z.number()], z.number());
const firstVersion = z.object({
  v: z.literal(1),
  name: z.array(z.string()),
  calls: z.number(),
  regions: z.array(z.tuple([z.string(), z.array(z.tuple([z.number(), z.array(value)]))])),
});

/** The order in which version 1 packed its tables. Hours and sources were kept in a way that says nothing today. */
const FEATURES_THEN = ["api", "service", "userAgent", "error", "hour", "userType", "userName", "source"] as const;

/** Null for what is of another version. */
export function upgradeFirstVersion(json: unknown): Profile | null {
  const known = firstVersion.safeParse(json);
  if (!known.success) return null;
  const { name, calls, regions } = known.data;
  // Names of Regions' profiles ended in the Region, those of principals in what no Region is called.
  const profile = emptyProfile(name);
  const days = regions.flatMap(([, tables]) => tables.flatMap(([, values]) => values.map(([, firstMs]) => firstMs)));
  if (days.length === 0) return profile;
  profile.calls = calls;
  const all = regions.flatMap(([, tables]) => tables.flatMap(([, values]) => values));
  profile.clock.firstDay = Math.min(...all.map(([, firstMs]) => Math.floor(firstMs / DAY_MS)));
  profile.clock.newestDay = Math.max(...all.map(([, , lastMs]) => Math.floor(lastMs / DAY_MS)));
  for (const [region, tables] of regions) {
    tables.forEach(([, values], at) => {
      const feature = FEATURES_THEN[at];
      for (const [name, firstMs, lastMs, older, , ...counts] of values) {
        const times = { firstMs, lastMs, older, counts };
        if (feature === "service" && region !== GLOBAL) carry(profile, "region", region, times);
        const today = todayOf(feature, name);
        if (today !== null) carry(profile, today[0], today[1], times);
      }
    });
  }
  return profile;
}

function todayOf(feature: (typeof FEATURES_THEN)[number] | undefined, text: string): readonly [Feature, string] | null {
  switch (feature) {
    case "api": {
      const colon = text.lastIndexOf(":");
      return ["api", apiNameOf(text.slice(0, colon), text.slice(colon + 1))];
    }
    case "service":
      return ["service", text.replace(/\.amazonaws\.com$/, "")];
    case "userAgent":
      return ["userAgent", text];
    case "error":
      return ["error", text === "" ? "success" : text];
    default:
      return null;
  }
}

type Times = {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly older: number;
  readonly counts: readonly number[];
};

function carry(profile: Profile, feature: Feature, text: string, { firstMs, lastMs, older, counts }: Times): void {
  const table = profile.tables[FEATURE_INDEX[feature]];
  const { newestDay } = profile.clock;
  const secondsOf = (day: number): number =>
    Math.min(Math.floor(lastMs / 1000), Math.max(Math.floor(firstMs / 1000), day * 86_400));
  const add = (day: number, events: number): void => {
    for (let event = 0; event < events; event++) table?.add(text, day, newestDay, secondsOf(day));
  };
  add(Math.floor(firstMs / DAY_MS), Math.min(1, older));
  for (let at = 0; at + 1 < counts.length; at += 2) add(counts[at] as number, counts[at + 1] as number);
}
