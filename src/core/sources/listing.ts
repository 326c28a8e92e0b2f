/** Where in a stream's keys a time lies: S3 lists by name, and names begin with the day and the minute. */

import { civilFromDays } from "../net/time.ts";

const DAY_MS = 86_400_000;

/**
 * The `start-after` under `base` that lists every object delivered at `timeMs` or later. CloudTrail's keys go on with
 * `YYYY/MM/DD/<account>_CloudTrail_<region>_YYYYMMDDTHHmmZ_…`; without the account and Region, the day alone.
 */
export function startAfter(base: string, timeMs: number, stream?: { accountId: string; region: string }): string {
  const { year, month, day } = civilFromDays(Math.floor(timeMs / DAY_MS));
  const date = [String(year).padStart(4, "0"), pad(month), pad(day)];
  const folder = `${base}${date.join("/")}/`;
  if (!stream) return folder;
  const minutes = Math.floor((timeMs % DAY_MS) / 60_000);
  const minute = `${date.join("")}T${pad(Math.floor(minutes / 60))}${pad(minutes % 60)}Z`;
  return `${folder}${stream.accountId}_CloudTrail_${stream.region}_${minute}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
