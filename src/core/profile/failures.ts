/** What a profile knows of calls that failed: kept apart, so that nobody makes a deed, or where it comes from, a habit by trying it. */

import { FEATURE_INDEX, FEATURES, type Feature } from "./features.ts";
import { NO_ROW } from "./frequency.ts";
import type { Profile } from "./profile.ts";
import { CLASSES, type SealedTable, type SealedValue, sealedOf, sealedTable } from "./sealed.ts";

/** The outcome itself is a feature of its own, in a table of its own. */
const OUTCOME = FEATURE_INDEX.error;

/** One table holds the values of all features: "api iam:CreateUser". */
function failedValue(at: number, value: string): string {
  return `${FEATURES[at] as Feature} ${value}`;
}

/** What is judged against: of a feature as a whole, and of one value. */
export type Known = {
  readonly table: Pick<SealedTable, "weight" | "distinct" | "firstDay">;
  readonly value: SealedValue;
};

/** What the value is known for by calls that succeeded, and what attempts add to it, where they failed on more days than one. */
export function withFailures(
  profile: Profile,
  at: number,
  value: string,
  row: number,
  day: number,
  known: Known,
): Known {
  const { failures, clock } = profile;
  const all = sealedTable(failures, day, clock);
  const failed = sealedOf(failures, all, row, failedValue(at, value));
  return isHabit(failed) ? { table: tableOf(known.table, failed), value: attempted(known.value, failed) } : known;
}

/** A burst of refusals is no habit: who is refused day after day is misconfigured. Of what overflowed, nobody knows. */
function isHabit(failed: SealedValue): boolean {
  return failed.overflowed || failed.class === "FREQUENT" || failed.class === "INFREQUENT";
}

function tableOf({ weight, distinct, firstDay }: Known["table"], failed: SealedValue): Known["table"] {
  return {
    weight: weight + failed.weight,
    distinct: distinct + 1,
    firstDay: Math.min(firstDay, failed.overflowed ? firstDay : Math.floor(failed.firstSeconds / 86_400)),
  };
}

function attempted(done: SealedValue, failed: SealedValue): SealedValue {
  const better = CLASSES.indexOf(done.class) <= CLASSES.indexOf(failed.class) ? done : failed;
  const firsts = [done.firstSeconds, failed.firstSeconds].filter((seconds) => seconds > 0);
  return {
    class: better.class,
    days: better.days,
    events: done.events + failed.events,
    weight: done.weight + failed.weight,
    firstSeconds: firsts.length === 0 ? 0 : Math.min(...firsts),
    lastSeconds: Math.max(done.lastSeconds, failed.lastSeconds),
    volume: done.volume ?? failed.volume,
    overflowed: better.overflowed,
  };
}

/** Counts the values of a call that failed; gives back their rows among the failures. */
export function foldFailures(
  { failures, tables, clock }: Profile,
  values: readonly (string | null)[],
  day: number,
  seconds: number,
): Int32Array {
  const rows = new Int32Array(tables.length).fill(NO_ROW);
  for (let at = 0; at < tables.length; at++) {
    const value = values[at];
    if (value == null || at === OUTCOME) continue;
    rows[at] = failures.add(failedValue(at, value), day, clock.newestDay, seconds);
  }
  return rows;
}

export function unfoldFailures(
  { failures, tables, clock }: Profile,
  values: readonly (string | null)[],
  day: number,
): void {
  for (let at = 0; at < tables.length; at++) {
    const value = values[at];
    if (value != null && at !== OUTCOME) failures.remove(failedValue(at, value), day, clock.newestDay);
  }
}
