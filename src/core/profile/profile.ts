/** What is normal for one principal, or for a whole account: how often each value of each feature came, day by day. */

import type { ApiCall } from "../event.ts";
import { cleanText } from "../findings/clean-text.ts";
import { FREQUENCY_DAYS_KEPT, PROFILE_NAME_CHARS_MAX } from "../limits.ts";
import { foldFailures, type Known, unfoldFailures, withFailures } from "./failures.ts";
import { FAILURES_ROOM, roomOf } from "./feature-room.ts";
import { FEATURE_INDEX, FEATURES, featuresOf, featuresOfLevel, type Level } from "./features.ts";
import { DAY_MS, dayOf, FrequencyTable, NO_ROW, ringOf } from "./frequency.ts";
import { ScoreSketch } from "./score-sketch.ts";
import { type Clock, type SealedValue, sealedOf, sealedTable } from "./sealed.ts";
import type { Place } from "./place.ts";
import type { Signal } from "./signal.ts";

/** Stands for all Regions together: the name of the object that holds an account's frequencies. */
export const GLOBAL = "global";

export type Profile = {
  /** Account and principal or Region, for people: the object's name is a hash. */
  readonly name: readonly string[];
  readonly level: Level;
  /** Days of event time; both 0 before the first call. */
  readonly clock: Clock;
  /** In the order of FEATURES: of calls that succeeded, and of all calls their outcome. */
  readonly tables: readonly FrequencyTable[];
  /** Of calls that failed, the values of all features together. */
  readonly failures: FrequencyTable;
  /** Hours of each day with a call, one bit an hour (UTC), in a ring of days. */
  readonly hours: Uint32Array;
  /** What stood out in the last 24 hours of event time, oldest first. */
  signals: readonly Signal[];
  /** From where sessions of resources and sign-ins came lately. */
  places: readonly Place[];
  calls: number;
  /** Of accounts; null of principals. */
  readonly scores: ScoreSketch | null;
};

export function emptyProfile(name: readonly string[], level: Level = "principal"): Profile {
  return {
    name: name.map((part) => cleanText(part, PROFILE_NAME_CHARS_MAX)),
    level,
    clock: { firstDay: 0, newestDay: 0 },
    tables: FEATURES.slice(0, featuresOfLevel(level)).map((feature) => new FrequencyTable(roomOf(feature, level))),
    failures: new FrequencyTable(FAILURES_ROOM[level]),
    hours: new Uint32Array(FREQUENCY_DAYS_KEPT),
    signals: [],
    places: [],
    calls: 0,
    scores: level === "account" ? new ScoreSketch() : null,
  };
}

/** Of one call: its values, and where each stands in its table. `failed`: among the failures; null where it succeeded. */
export type Folded = {
  readonly values: readonly (string | null)[];
  readonly rows: Int32Array;
  readonly failed: Int32Array | null;
};

const OUTCOME = FEATURE_INDEX.error;

/** Counts a call. The rows of `rows` are overwritten: one for each value, NO_ROW where it has none. */
export function fold(profile: Profile, call: ApiCall, rows: Int32Array = new Int32Array(FEATURES.length)): Folded {
  const values = featuresOf(call, profile.level);
  const day = dayOf(call.timeMs);
  advance(profile, day);
  const seconds = Math.floor(call.timeMs / 1000);
  const { newestDay } = profile.clock;
  const succeeded = call.error === null;
  for (let at = 0; at < profile.tables.length; at++) {
    const value = values[at] as string | null;
    const table = profile.tables[at] as FrequencyTable;
    if (value === null) rows[at] = NO_ROW;
    else if (succeeded || at === OUTCOME) rows[at] = table.add(value, day, newestDay, seconds);
    else rows[at] = table.rows.get(value) ?? NO_ROW;
  }
  if (succeeded && newestDay - day < FREQUENCY_DAYS_KEPT) {
    const slot = ringOf(day);
    profile.hours[slot] = (profile.hours[slot] as number) | (1 << Math.floor((call.timeMs - day * DAY_MS) / 3_600_000));
  }
  profile.calls++;
  return { values, rows, failed: succeeded ? null : foldFailures(profile, values, day, seconds) };
}

/** What the days before `day` say of a value that the call has, by calls that succeeded alone; null where failures count too. */
export function doneOf(
  profile: Profile,
  at: number,
  { values, rows, failed }: Folded,
  day: number,
): SealedValue | null {
  if (failed !== null && at !== OUTCOME) return null;
  const table = profile.tables[at] as FrequencyTable;
  return sealedOf(table, sealedTable(table, day, profile.clock), rows[at] as number, values[at] as string);
}

/** What the days before `day` say of a value that the call has. */
export function knownOf(profile: Profile, at: number, { values, rows, failed }: Folded, day: number): Known {
  const table = profile.tables[at] as FrequencyTable;
  const value = values[at] as string;
  const sealed = sealedTable(table, day, profile.clock);
  const known: Known = { table: sealed, value: sealedOf(table, sealed, rows[at] as number, value) };
  if (failed === null || at === OUTCOME) return known;
  return withFailures(profile, at, value, failed[at] as number, day, known);
}

/** Takes back a call that is not to be learned after all. The hour stays: it is not worth a count of its own. */
export function unfold(profile: Profile, call: ApiCall): void {
  const values = featuresOf(call, profile.level);
  const day = dayOf(call.timeMs);
  const succeeded = call.error === null;
  if (!succeeded) unfoldFailures(profile, values, day);
  for (let at = 0; at < profile.tables.length; at++) {
    const value = values[at];
    if (value == null || (!succeeded && at !== OUTCOME)) continue;
    profile.tables[at]?.remove(value, day, profile.clock.newestDay);
  }
  profile.calls--;
}

function advance(profile: Profile, day: number): void {
  const { clock } = profile;
  if (profile.calls === 0) {
    clock.firstDay = day;
    clock.newestDay = day;
    return;
  }
  if (day < clock.firstDay) clock.firstDay = day;
  if (day <= clock.newestDay) return;
  for (const table of profile.tables) table.advance(clock.newestDay, day);
  profile.failures.advance(clock.newestDay, day);
  profile.scores?.advance(clock.newestDay, day);
  for (let next = Math.max(clock.newestDay + 1, day - FREQUENCY_DAYS_KEPT + 1); next <= day; next++) {
    profile.hours[ringOf(next)] = 0;
  }
  clock.newestDay = day;
}
