/** A day's objects of one stream, summed by hour: listed against read, and how late. */

import type { ObjectState } from "../../durable-objects/ledger-tables.ts";
import { LEDGER_REPORT_ROWS_MAX } from "../core/limits.ts";
import { parseLogKey } from "../core/sources/log-key.ts";

export type ReportedObject = {
  readonly key: string;
  readonly size: number;
  readonly modifiedMs: number;
  readonly state: ObjectState;
  readonly sinceMs: number;
  readonly records: number;
  readonly rejected: number;
  readonly learn: number;
};

/** Objects, except `records` and `rejectedRecords`; bytes as stored; lag from S3's last modified to read, ms. */
export type HourRow = {
  readonly hourMs: number;
  readonly listed: number;
  readonly queued: number;
  readonly read: number;
  readonly rejected: number;
  /** Of those read: read for a backfill, raising nothing. */
  readonly learned: number;
  readonly records: number;
  readonly rejectedRecords: number;
  readonly bytes: number;
  /** Of objects read that are no part of a backfill; null without any. */
  readonly lagP50Ms: number | null;
  readonly lagMaxMs: number | null;
  /** There are more objects that day than are summed. */
  readonly cut: boolean;
};

const HOUR_MS = 3_600_000;
type Sums = {
  listed: number;
  queued: number;
  read: number;
  rejected: number;
  learned: number;
  records: number;
  rejectedRecords: number;
  bytes: number;
  lags: number[];
};

/** By the hour in the object's name, within the day of its folder. */
export function reportDay(objects: Iterable<ReportedObject>, dayMs: number): HourRow[] {
  const hours = new Map<number, Sums>();
  let rows = 0;
  for (const object of objects) {
    if (++rows > LEDGER_REPORT_ROWS_MAX) break;
    add(sumsOf(hours, hourOf(object, dayMs)), object);
  }
  const cut = rows > LEDGER_REPORT_ROWS_MAX;
  return [...hours].sort(([left], [right]) => left - right).map(([hourMs, sums]) => rowOf(hourMs, sums, cut));
}

function hourOf({ key, modifiedMs }: ReportedObject, dayMs: number): number {
  const known = parseLogKey(key);
  const timeMs = (known && "kind" in known ? known.timeMs : null) ?? modifiedMs;
  const within = Math.min(Math.max(timeMs - dayMs, 0), 24 * HOUR_MS - 1);
  return dayMs + Math.floor(within / HOUR_MS) * HOUR_MS;
}

function sumsOf(hours: Map<number, Sums>, hourMs: number): Sums {
  const known = hours.get(hourMs);
  if (known) return known;
  const none = { listed: 0, queued: 0, read: 0, rejected: 0, learned: 0, records: 0, rejectedRecords: 0, bytes: 0 };
  const fresh: Sums = { ...none, lags: [] };
  hours.set(hourMs, fresh);
  return fresh;
}

function add(sums: Sums, object: ReportedObject): void {
  sums.listed++;
  sums.bytes += object.size;
  sums.records += object.records;
  sums.rejectedRecords += object.rejected;
  if (object.state === "rejected") sums.rejected++;
  else if (object.state !== "done") sums.queued++;
  else {
    sums.read++;
    if (object.learn === 1) sums.learned++;
    else sums.lags.push(Math.max(object.sinceMs - object.modifiedMs, 0));
  }
}

function rowOf(hourMs: number, { lags, ...sums }: Sums, cut: boolean): HourRow {
  lags.sort((left, right) => left - right);
  const lagP50Ms = lags[Math.floor((lags.length - 1) / 2)] ?? null;
  return { hourMs, ...sums, lagP50Ms, lagMaxMs: lags.at(-1) ?? null, cut };
}
