/** Profile ↔ text of one row, versioned, in one order. A row of an unknown version is an error, never an empty profile. */

import { z } from "zod";
import { invariant } from "../invariant.ts";
import { FREQUENCY_DAYS_KEPT } from "../limits.ts";
import { encodeUtf8 } from "../text.ts";
import { upgradeFirstVersion } from "./codec-v1.ts";
import { packDays, unpackDays } from "./day-counts.ts";
import type { FrequencyTable } from "./frequency.ts";
import { Overflow } from "./overflow.ts";
import type { Place } from "./place.ts";
import { emptyProfile, type Profile } from "./profile.ts";
import { type PackedSignal, packSignal, unpackSignal } from "./signal.ts";

const VERSION = 3;

/** Value, first and last time in seconds, older events, days: see day-counts. Lists throughout: `__proto__` is a possible value. */
type PackedValue = readonly [value: string, first: number, last: number, older: number, days: string];
/** Cell, first and last day. */
type PackedCell = readonly [cell: number, firstDay: number, lastDay: number];
type PackedTable = readonly [values: readonly PackedValue[], cut: number | null, overflow: readonly PackedCell[]];

/** Tables are ours and were checked when they were packed: they are not looked through again, value by value. */
const packedProfile = z.object({
  /** Version 2 counted calls that failed with those that succeeded; they stay so, and fade. */
  v: z.union([z.literal(2), z.literal(VERSION)]),
  name: z.array(z.string()),
  level: z.enum(["principal", "account"]),
  calls: z.number(),
  firstDay: z.number(),
  newestDay: z.number(),
  hours: z.array(z.number()),
  places: z.array(z.custom<Place>()).default([]),
  signals: z.array(z.custom<PackedSignal>(Array.isArray)),
  tables: z.array(z.custom<PackedTable>(Array.isArray)),
  /** Absent where no call failed. */
  failures: z.custom<PackedTable>(Array.isArray).optional(),
  /** Of accounts; rows of before have none. */
  scores: z.array(z.string()).default([]),
});

/** The same content gives the same text. Rooms are such that it fits; `bytesMax` is checked all the same. */
export function packProfile(profile: Profile, bytesMax: number): string {
  const { name, level, calls, clock, hours, places, signals, tables } = profile;
  const scores = profile.scores?.pack(clock.newestDay) ?? [];
  const text = JSON.stringify({
    v: VERSION,
    name,
    level,
    calls,
    ...clock,
    hours: [...hours],
    places,
    signals: signals.map(packSignal),
    tables: tables.map((table) => packTable(table, clock.newestDay)),
    ...(isEmpty(profile.failures) ? {} : { failures: packTable(profile.failures, clock.newestDay) }),
    ...(scores.length === 0 ? {} : { scores }),
  });
  // A UTF-16 unit takes three bytes at most: most profiles are known to fit without being encoded.
  const fits = text.length * 3 <= bytesMax || encodeUtf8(text).length <= bytesMax;
  invariant(fits, "a profile fits its row");
  return text;
}

function isEmpty({ values, overflow }: FrequencyTable): boolean {
  return values.length === 0 && overflow === null;
}

function packTable(table: FrequencyTable, newestDay: number): PackedTable {
  const names = table.values;
  const rows = Array.from(names.keys()).sort((one, other) =>
    (names[one] as string) < (names[other] as string) ? -1 : 1,
  );
  const values = rows.map((row): PackedValue => [
    names[row] as string,
    table.firstSeconds[row] as number,
    table.lastSeconds[row] as number,
    table.older[row] as number,
    packDays(table, row, newestDay),
  ]);
  return [values, Number.isFinite(table.cut) ? table.cut : null, packOverflow(table.overflow)];
}

function packOverflow(overflow: Overflow | null): PackedCell[] {
  if (overflow === null) return [];
  const cells: PackedCell[] = [];
  overflow.firstDay.forEach((firstDay, cell) => {
    if (overflow.isUsed(cell)) cells.push([cell, firstDay, overflow.lastDay[cell] as number]);
  });
  return cells;
}

/** Throws where the text is no profile of a known version. */
export function unpackProfile(text: string): Profile {
  const json: unknown = JSON.parse(text);
  const old = upgradeFirstVersion(json);
  if (old !== null) return old;
  const packed = packedProfile.parse(json);
  const profile = emptyProfile(packed.name, packed.level);
  profile.calls = packed.calls;
  profile.clock.firstDay = packed.firstDay;
  profile.clock.newestDay = packed.newestDay;
  profile.hours.set(packed.hours.slice(0, FREQUENCY_DAYS_KEPT));
  profile.places = packed.places;
  profile.signals = packed.signals.map(unpackSignal);
  profile.scores?.restore(packed.scores, packed.newestDay);
  profile.tables.forEach((table, at) => unpackTable(table, packed.tables[at], packed.newestDay));
  unpackTable(profile.failures, packed.failures, packed.newestDay);
  return profile;
}

function unpackTable(table: FrequencyTable, packed: PackedTable | undefined, newestDay: number): void {
  if (packed === undefined) return;
  const [values, cut, overflow] = packed;
  table.reserve(values.length);
  for (const [value, first, last, older, days] of values) {
    unpackDays(table, table.restore(value, first, last, older), days, newestDay);
  }
  table.cut = cut ?? Number.POSITIVE_INFINITY;
  if (overflow.length === 0) return;
  table.overflow = new Overflow();
  for (const [cell, firstDay, lastDay] of overflow) {
    table.overflow.firstDay[cell] = firstDay;
    table.overflow.lastDay[cell] = lastDay;
  }
}
