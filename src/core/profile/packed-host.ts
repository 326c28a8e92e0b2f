/**
 * The packed form of a HostProfile, and whether a parsed row has it. By hand: a row has thousands of numbers, and a schema
 * that copies each took as long as all the rest of reading it. A test holds this against the schema.
 */

import { HABIT_NAMES } from "./host-profile.ts";
import { type HostSignal, SIGNAL_SOURCES } from "./host-signals.ts";
import type { Row } from "./rows.ts";

export const VERSION = 3;
/** Its sums are minute by minute. */
export const VERSION_OF_MINUTES = 2;

/** Lists and not objects for all that comes from logs: `__proto__` is a possible name. */
export type PackedDistinct = [key: string, items: string[], minutes: number[]];

export type PackedHost = {
  readonly v: typeof VERSION | typeof VERSION_OF_MINUTES;
  readonly name: string[];
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly flowRecords: number;
  readonly queries: number;
  readonly flowDays: number[];
  readonly queryDays: number[];
  readonly habits: Readonly<Record<(typeof HABIT_NAMES)[number], Row[]>>;
  readonly distinct: Readonly<Record<(typeof DISTINCT_NAMES)[number], PackedDistinct[]>>;
  readonly sums: Readonly<Record<(typeof SUM_NAMES)[number], Row[]>>;
  readonly zones: [domain: string, bits: string, numbers: number[]][];
  readonly rhythms: Row[];
  readonly answered: [address: string, name: string, minute: number][];
  readonly signals: HostSignal[];
};

const DISTINCT_NAMES = ["portsByPeer", "peersByPort", "reachedByPort", "failedDomains"] as const;
const SUM_NAMES = ["floods", "logins"] as const;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => Number.isFinite(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const tuple =
  (...checks: readonly Check[]): Check =>
  (value) =>
    Array.isArray(value) && value.length === checks.length && checks.every((check, at) => check(value[at]));
const object =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    for (const name in checks) {
      const own = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      if (checks[name]?.(own) !== true) return false;
    }
    return true;
  };
const each = (names: readonly string[], check: Check): Check =>
  object(Object.fromEntries(names.map((name) => [name, check])));

const isRow: Check = (value) => {
  if (!Array.isArray(value) || typeof value[0] !== "string") return false;
  for (let at = 1; at < value.length; at++) if (!Number.isFinite(value[at])) return false;
  return true;
};
const numbers = listOf(isNumber);
const rows = listOf(isRow);
const distinct = listOf(tuple(isText, listOf(isText), numbers));

const CHECKS: Readonly<Record<keyof PackedHost, Check>> = {
  v: (value) => value === VERSION || value === VERSION_OF_MINUTES,
  name: listOf(isText),
  firstMs: orNull(isNumber),
  lastMs: orNull(isNumber),
  flowRecords: isNumber,
  queries: isNumber,
  flowDays: numbers,
  queryDays: numbers,
  habits: each(HABIT_NAMES, rows),
  distinct: each(DISTINCT_NAMES, distinct),
  sums: each(SUM_NAMES, rows),
  zones: listOf(tuple(isText, isText, numbers)),
  rhythms: rows,
  answered: listOf(tuple(isText, isText, isNumber)),
  signals: listOf(
    object({
      source: (value) => SIGNAL_SOURCES.some((source) => source === value),
      name: isText,
      severity: isNumber,
      timeMs: isNumber,
      endpoint: orNull(isText),
      actor: orNull(isText),
      description: isText,
    }),
  ),
};

/** Throws with the name of the first part that is not as it must be. */
export function checkPackedHost(value: unknown): PackedHost {
  if (typeof value !== "object" || value === null) throw new Error("a packed host profile is an object");
  for (const name of Object.keys(CHECKS) as (keyof PackedHost)[]) {
    if (!CHECKS[name]((value as Partial<PackedHost>)[name])) throw new Error(`packed host profile: bad ${name}`);
  }
  return value as PackedHost;
}
