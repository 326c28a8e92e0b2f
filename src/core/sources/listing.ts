/** Where in a stream's keys a time lies: S3 lists by name, and names begin with the day and the minute. */

import { invariant } from "../invariant.ts";
import { LISTED_DAYS_MAX } from "../limits.ts";
import { isoFromMs } from "../net/time.ts";
import type { Layout, LogKey } from "./log-key.ts";

const DAY_MS = 86_400_000;

/** Keys under `base` are one account's logs of one kind in one Region or VPC, laid out by day. */
export type Stream = Pick<LogKey, "kind" | "base" | "accountId" | "region" | "vpcId"> & {
  readonly layout: Layout;
};

/**
 * The `start-after` that lists every object of `timeMs` or later, as late as names allow: to the minute for CloudTrail
 * and resolver logs, to the hour in hourly folders, else to the day, because names of flow log files have the flow log's
 * id before the minute.
 */
export function startAfterOf(stream: Stream, timeMs: number): string {
  const { kind, layout, accountId } = stream;
  const folder = dayPrefix(stream.base, layout, timeMs);
  const hour = isoFromMs(timeMs).slice(11, 13);
  if (layout === "hourly") return `${folder}${hour}/`;
  if (layout === "hive-hourly") return `${folder}hour=${hour}/`;
  if (kind === "cloudtrail") return `${folder}${accountId}_CloudTrail_${stream.region}_${minuteText(timeMs)}`;
  if (kind === "dns") return `${folder}${stream.vpcId}_vpcdnsquerylogs_${accountId}_${minuteText(timeMs)}`;
  return folder;
}

/** The folder of the UTC day of `timeMs`. */
export function dayPrefix(base: string, layout: Layout, timeMs: number): string {
  const iso = isoFromMs(timeMs);
  const [year, month, day] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10)];
  return layout.startsWith("hive-")
    ? `${base}year=${year}/month=${month}/day=${day}/`
    : `${base}${year}/${month}/${day}/`;
}

/** The folders of all days from that of `fromMs` to that of `toMs`, at most LISTED_DAYS_MAX, in order. */
export function dayPrefixes(base: string, layout: Layout, fromMs: number, toMs: number): string[] {
  const first = Math.floor(fromMs / DAY_MS);
  const last = Math.floor(toMs / DAY_MS);
  invariant(last - first < LISTED_DAYS_MAX, `${last - first + 1} days are more than are listed at once`);
  const prefixes: string[] = [];
  for (let day = first; day <= last; day++) prefixes.push(dayPrefix(base, layout, day * DAY_MS));
  return prefixes;
}

/** "20261124T0917Z". */
export function minuteText(timeMs: number): string {
  return `${isoFromMs(timeMs).slice(0, 16).replace(/[-:]/g, "")}Z`;
}
