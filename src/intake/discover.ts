/** Finds the accounts and Regions under a source by delimiter listing: a handful of LIST calls, whatever the bucket holds. */

import { listObjects, type S3Client } from "../aws/s3.ts";
import type { BucketPlace } from "../aws/s3-url.ts";
import type { Stream } from "../store/ledgers.ts";
import { DISCOVERY_LISTS_MAX, STREAMS_PER_SOURCE_MAX } from "../core/limits.ts";

export type Discovery = {
  readonly streams: readonly Stream[];
  readonly listCalls: number;
  /** Prefixes seen that lead to no log of this kind: what a mistyped prefix holds instead. */
  readonly others: readonly string[];
};

const ACCOUNT = /^\d{8,14}$/;
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;

/** `prefix` may end anywhere: above `AWSLogs/`, at the account, or deeper. */
export async function discover(client: S3Client, place: BucketPlace, prefix: string): Promise<Discovery> {
  const streams: Stream[] = [];
  const others: string[] = [];
  const open = [prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`];
  let listCalls = 0;
  while (open.length > 0 && listCalls < DISCOVERY_LISTS_MAX && streams.length < STREAMS_PER_SOURCE_MAX) {
    const path = open.shift() as string;
    const stream = streamOf(path);
    if (stream) {
      streams.push(stream);
      continue;
    }
    const { prefixes, calls } = await subPrefixes(client, place, path);
    listCalls += calls;
    for (const below of prefixes) (leadsOn(below) ? open : others).push(below);
  }
  return { streams, listCalls, others };
}

async function subPrefixes(client: S3Client, place: BucketPlace, prefix: string) {
  const prefixes: string[] = [];
  let token: string | undefined;
  let calls = 0;
  do {
    const request = { prefix, delimiter: "/", ...(token === undefined ? {} : { continuationToken: token }) };
    const page = await listObjects(client, place, request);
    prefixes.push(...page.prefixes);
    token = page.next ?? undefined;
    calls++;
  } while (token !== undefined && calls < DISCOVERY_LISTS_MAX);
  return { prefixes, calls };
}

/** The parts after `AWSLogs/` and an organisation's id, or null above it. */
function partsBelowRoot(path: string): readonly string[] | null {
  const parts = path.split("/").slice(0, -1);
  const root = parts.indexOf("AWSLogs");
  if (root < 0) return null;
  const below = parts.slice(root + 1);
  return ORGANIZATION.test(below[0] ?? "") ? below.slice(1) : below;
}

function streamOf(path: string): Stream | null {
  const [accountId, service, region] = partsBelowRoot(path) ?? [];
  if (accountId === undefined || service !== "CloudTrail" || region === undefined) return null;
  const end = path.indexOf(`/CloudTrail/${region}/`) + `/CloudTrail/${region}/`.length;
  return { accountId, region, base: path.slice(0, end) };
}

/** Whether CloudTrail logs may lie below. */
function leadsOn(path: string): boolean {
  const parts = partsBelowRoot(path);
  if (parts === null) return true;
  const [accountId, service] = parts;
  if (accountId !== undefined && !ACCOUNT.test(accountId)) return false;
  return service === undefined || service === "CloudTrail";
}
