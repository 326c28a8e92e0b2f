/** One lookup → habits and windows of its host. */

import type { Lookup } from "../group/host-batch.ts";
import { ANSWERED_NAMES_OPEN_MAX, HABIT_VALUE_CHARS_MAX } from "../limits.ts";
import { ipText } from "../net/ip.ts";
import { registeredDomainOf } from "../net/registered-domain.ts";
import { addDistinct, minuteOf } from "./distinct-window.ts";
import { addHabitOverDays } from "./habits.ts";
import { HABITS, type HostProfile } from "./host-profile.ts";
import { addToZone } from "./name-zones.ts";

/** Key of the one window of names that do not exist. */
export const NXDOMAIN = "NXDOMAIN";

export function foldLookup(profile: HostProfile, lookup: Lookup): void {
  const { habits } = profile;
  const domain = domainOf(lookup);
  const failed = lookup.rcode === NXDOMAIN;
  if (domain !== null) addHabitOverDays(habits.domains, domain, lookup, lookup.records, HABITS.domains);
  foldAnswers(profile, lookup);
  if (domain === null || (lookup.facts?.trustedBy.length ?? 0) > 0) return;
  if (failed && (lookup.facts?.rank ?? null) === null) {
    addDistinct(profile.distinct.failedDomains, NXDOMAIN, domain, minuteOf(lookup.lastMs));
  }
  addToZone(profile.zones, domain, {
    name: lookup.nameLower,
    below: Math.max(0, lookup.nameLower.length - domain.length - 1),
    type: lookup.type,
    records: lookup.records,
    failed,
    timeMs: lookup.lastMs,
  });
}

/** What the tables said where they were asked. */
export function domainOf({ facts, nameLower }: Lookup): string | null {
  return facts === null ? registeredDomainOf(nameLower) : facts.registeredDomain;
}

/** The name asked for, not the one that its CNAME ends in. */
function foldAnswers({ answered }: HostProfile, { answers, nameLower, lastMs }: Lookup): void {
  if (answers.length === 0) return;
  const minute = minuteOf(lastMs);
  const name = nameLower.length > HABIT_VALUE_CHARS_MAX ? nameLower.slice(0, HABIT_VALUE_CHARS_MAX) : nameLower;
  const named = [name, minute] as const;
  for (const { ip } of answers) {
    if (ip === null) continue;
    const key = ipText(ip);
    const known = answered.get(key);
    // Of one minute the first by name: the same in whatever order objects come.
    if (known && (known[1] > minute || (known[1] === minute && known[0] <= name))) continue;
    if (!known && answered.size >= ANSWERED_NAMES_OPEN_MAX) continue;
    answered.set(key, named);
  }
}
