/** Where digests lie. Source: CloudTrail User Guide, "Digest file location", regular and backfill. */

import { isoFromMs, msFromIso } from "../../core/net/time.ts";
import { dayPrefix } from "../../core/sources/listing.ts";

/** One chain: an account, a Region and a trail (its name and home Region), regular and backfill apart. */
export type DigestStream = {
  /** What stands before `AWSLogs/`: "" or text that ends with "/". */
  readonly prefix: string;
  readonly organizationId: string | null;
  readonly accountId: string;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
};

export type DigestKey = DigestStream & {
  /** `digestEndTime`, to the second. */
  readonly endMs: number;
  /** Lists log files that were delivered too late for the hour's own digest. */
  readonly backfill: boolean;
};

const KEY =
  /^((?:[^/]*\/)*?)AWSLogs\/(?:(o-[a-z0-9]{10,32})\/)?(\d{12})\/CloudTrail-Digest\/([a-z0-9-]{1,40})\/(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)$/;
/** Names of trails may hold underscores; Regions do not. */
const NAME =
  /^([A-Za-z0-9._-]{1,128})_([a-z0-9-]{1,40})_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(_backfill)?\.json\.gz$/;

/** Null for anything that is not a digest at its place. */
export function parseDigestKey(key: string): DigestKey | null {
  const parts = key.length > 1_024 ? null : KEY.exec(key);
  if (!parts) return null;
  const [, prefix = "", organizationId, accountId = "", region = "", year, month, day, file = ""] = parts;
  const start = `${accountId}_CloudTrail-Digest_${region}_`;
  const name = file.startsWith(start) ? NAME.exec(file.slice(start.length)) : null;
  if (!name) return null;
  const [, trail = "", homeRegion = "", y, m, d, hour, minute, second, backfill] = name;
  const endMs = msFromIso(`${y}-${m}-${d}T${hour}:${minute}:${second}Z`);
  if (endMs === null || `${year}-${month}-${day}` !== `${y}-${m}-${d}`) return null;
  return {
    prefix,
    organizationId: organizationId ?? null,
    accountId,
    region,
    trail,
    homeRegion,
    endMs,
    backfill: backfill !== undefined,
  };
}

export function buildDigestKey(key: DigestKey): string {
  const folder = dayPrefix(digestBase(key), "daily", key.endMs);
  return `${folder}${namePrefix(key)}${secondText(key.endMs)}${key.backfill ? "_backfill" : ""}.json.gz`;
}

/** The folder of all digests of an account and a Region, of every trail. */
export function digestBase(stream: DigestStream): string {
  const organization = stream.organizationId === null ? "" : `${stream.organizationId}/`;
  return `${stream.prefix}AWSLogs/${organization}${stream.accountId}/CloudTrail-Digest/${stream.region}/`;
}

/** The `start-after` that lists the stream's digests that end at `timeMs` or later; other trails' may be among them. */
export function digestsStartAfter(stream: DigestStream, timeMs: number): string {
  return `${dayPrefix(digestBase(stream), "daily", timeMs)}${namePrefix(stream)}${secondText(timeMs)}`;
}

/** Tells chains apart where several trails share a folder. */
export function isOfStream(key: DigestKey, stream: DigestStream): boolean {
  return digestBase(key) === digestBase(stream) && namePrefix(key) === namePrefix(stream);
}

function namePrefix(stream: DigestStream): string {
  return `${stream.accountId}_CloudTrail-Digest_${stream.region}_${stream.trail}_${stream.homeRegion}_`;
}

function secondText(timeMs: number): string {
  return `${isoFromMs(timeMs).slice(0, 19).replace(/[-:]/g, "")}Z`;
}
