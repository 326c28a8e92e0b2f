/** Since when a list holds a name: lists do not say, so it is carried from each reading's tables to the next. */

import { LISTING_AGE_DAYS_MAX, LISTING_AGE_STEP_DAYS } from "../limits.ts";
import type { ListEntry } from "./lists/list-entry.ts";
import { type ListMatch, matchDomain, type ThreatTables } from "./tables.ts";

/**
 * The day to keep with an entry; undefined for what is no name. `before`: the tables of the list's last reading, null for
 * none. Days are rounded so that a list has few of them: each is a label of its own.
 */
export function sinceDayOf(entry: ListEntry, before: ThreatTables | null, today: number): number | undefined {
  if (entry.kind !== "domain") return undefined;
  const known = before === null ? [] : matchDomain(before, entry.name);
  const days = known.flatMap(({ sinceDay }) => sinceDay ?? []);
  const since = days.length === 0 ? today : Math.min(...days);
  return steps(Math.max(today - LISTING_AGE_DAYS_MAX, since)) * LISTING_AGE_STEP_DAYS;
}

/** Rounded up: nothing is older than was seen. */
function steps(day: number): number {
  return Math.ceil(day / LISTING_AGE_STEP_DAYS);
}

/** Days for which the name has been listed by the list that took it up last; null where no list says. */
export function listedDaysOf(matches: readonly ListMatch[], day: number): number | null {
  const since = matches.flatMap(({ sinceDay }) => sinceDay ?? []);
  return since.length === 0 ? null : Math.max(0, day - Math.max(...since));
}
