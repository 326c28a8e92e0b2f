/** Where in a stream's keys a time lies: S3 lists by name, and names begin with the day and the minute. */

import { isoFromMs } from "../net/time.ts";

/**
 * The `start-after` under `base` that lists every object delivered at `timeMs` or later. CloudTrail's keys go on with
 * `YYYY/MM/DD/<account>_CloudTrail_<region>_YYYYMMDDTHHmmZ_…`; without the account and Region, the day alone.
 */
export function startAfter(base: string, timeMs: number, stream?: { accountId: string; region: string }): string {
  const iso = isoFromMs(timeMs);
  const [year, month, day] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10)];
  const folder = `${base}${year}/${month}/${day}/`;
  if (!stream) return folder;
  const minute = `${iso.slice(11, 13)}${iso.slice(14, 16)}`;
  return `${folder}${stream.accountId}_CloudTrail_${stream.region}_${year}${month}${day}T${minute}Z`;
}
