/** Finds the accounts and Regions under a source by delimiter listing: a handful of LIST calls, whatever the bucket holds. */

import { listObjects, type S3Client } from "../aws/s3.ts";
import type { BucketPlace } from "../aws/s3-url.ts";
import type { Stream } from "../store/ledgers.ts";
import { DISCOVERY_LISTS_MAX, STREAMS_PER_SOURCE_MAX } from "../core/limits.ts";
import { isAccountText, isOrganizationText, isRegionText } from "../core/sources/log-key.ts";

export type Discovery = {
  readonly streams: readonly Stream[];
  readonly listCalls: number;
  /** Prefixes seen that lead to no log of this kind: what a mistyped prefix holds instead. */
  readonly others: readonly string[];
  /** False where a bound ended the search before every prefix was looked into. */
  readonly complete: boolean;
};

/** `prefix` may end anywhere: above `AWSLogs/`, at the account, or deeper. */
export async function discover(client: S3Client, place: BucketPlace, prefix: string): Promise<Discovery> {
  const streams: Stream[] = [];
  const others: string[] = [];
  const open = [prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`];
  let listCalls = 0;
  let complete = true;
  while (open.length > 0 && listCalls < DISCOVERY_LISTS_MAX && streams.length < STREAMS_PER_SOURCE_MAX) {
    const path = open.shift() as string;
    const stream = streamOf(path);
    if (stream) {
      streams.push(stream);
      continue;
    }
    const sub = await subPrefixes(client, place, path, DISCOVERY_LISTS_MAX - listCalls);
    listCalls += sub.calls;
    complete &&= sub.complete;
    for (const below of sub.prefixes) (leadsOn(below) ? open : others).push(below);
  }
  return { streams, listCalls, others, complete: complete && open.length === 0 };
}

async function subPrefixes(client: S3Client, place: BucketPlace, prefix: string, callsMax: number) {
  const prefixes: string[] = [];
  let token: string | undefined;
  let calls = 0;
  do {
    const request = { prefix, delimiter: "/", ...(token === undefined ? {} : { continuationToken: token }) };
    const page = await listObjects(client, place, request);
    prefixes.push(...page.prefixes);
    token = page.next ?? undefined;
    calls++;
  } while (token !== undefined && calls < callsMax);
  return { prefixes, calls, complete: token === undefined };
}

/** The folders below `AWSLogs/` and an organisation's id, and how many stand above them; null above `AWSLogs/`. */
function belowRoot(path: string): { readonly above: number; readonly below: readonly string[] } | null {
  const parts = path.split("/").slice(0, -1);
  // The last one: "AWSLogs" is also a popular prefix.
  const root = parts.lastIndexOf("AWSLogs");
  if (root < 0) return null;
  const above = root + (isOrganizationText(parts[root + 1] ?? "") ? 2 : 1);
  return { above, below: parts.slice(above) };
}

function streamOf(path: string): Stream | null {
  const place = belowRoot(path);
  const [accountId, service, region] = place?.below ?? [];
  if (!place || accountId === undefined || region === undefined || !leadsOn(path)) return null;
  if (service !== "CloudTrail") return null;
  const base = path.split("/").slice(0, place.above + 3);
  return { accountId, region, base: `${base.join("/")}/` };
}

/** Whether CloudTrail logs may lie below. */
function leadsOn(path: string): boolean {
  const [accountId, service, region] = belowRoot(path)?.below ?? [];
  if (accountId !== undefined && !isAccountText(accountId)) return false;
  if (service !== undefined && service !== "CloudTrail") return false;
  return region === undefined || isRegionText(region);
}
