/** Finds the streams of logs under a source by delimiter listing: a handful of LIST calls, whatever the bucket holds. */

import { listObjects, type S3Client } from "../aws/s3.ts";
import type { BucketPlace } from "../aws/s3-url.ts";
import { inParallel } from "../core/in-parallel.ts";
import { AWS_CALLS_PARALLEL_MAX } from "../core/limits.ts";
import type { Stream } from "../core/sources/listing.ts";
import { isBelowRoot, parseLogFolder } from "../core/sources/log-folder.ts";
import type { LogKind } from "../core/sources/log-key.ts";

export type DiscoveryRequest = {
  /** Each may end anywhere: above `AWSLogs/`, at the account, or deeper. */
  readonly prefixes: readonly string[];
  /** Null: every kind. */
  readonly kind: LogKind | null;
  /** Null: every account. */
  readonly accountId: string | null;
  readonly listsMax: number;
  /** The search ends once so many are found. */
  readonly streamsMax: number;
  /** Accounts that are known well enough for now. */
  readonly skips?: (accountId: string) => boolean;
};

export type Discovery = {
  readonly streams: readonly Stream[];
  readonly listCalls: number;
  /** Prefixes seen that lead to no log that is asked for: what a mistyped prefix holds instead. */
  readonly others: readonly string[];
  /** Accounts seen beside the one that is asked for. */
  readonly otherAccounts: readonly string[];
  /** Below an `AWSLogs/`, not looked into yet: a further search goes on with them. */
  readonly open: readonly string[];
  /** False where a bound ended the search above an `AWSLogs/` or within a folder: what lies there is not known. */
  readonly complete: boolean;
};

type Search = {
  readonly streams: Stream[];
  readonly others: string[];
  readonly otherAccounts: Set<string>;
  open: string[];
  listCalls: number;
  complete: boolean;
};

export async function discover(client: S3Client, place: BucketPlace, request: DiscoveryRequest): Promise<Discovery> {
  const search: Search = { streams: [], others: [], otherAccounts: new Set(), open: [], listCalls: 0, complete: true };
  for (const prefix of request.prefixes.map(withSlash)) {
    // Where to begin is for the administrator to say: it may be named like a folder that leads nowhere.
    if (parseLogFolder(prefix)?.stream) sort(search, request, prefix);
    else search.open.push(prefix);
  }
  while (search.open.length > 0 && search.streams.length < request.streamsMax) {
    const listsLeft = request.listsMax - search.listCalls;
    if (listsLeft <= 0) break;
    const batch = search.open.splice(0, Math.min(AWS_CALLS_PARALLEL_MAX, listsLeft));
    const callsMax = Math.floor(listsLeft / batch.length);
    const found = await inParallel(batch.length, batch, (path) => subPrefixes(client, place, path, callsMax));
    for (const { calls, complete } of found) {
      search.listCalls += calls;
      search.complete &&= complete;
    }
    for (const below of found.flatMap(({ prefixes }) => prefixes).reverse()) sort(search, request, below);
  }
  return resultOf(search);
}

function withSlash(prefix: string): string {
  return prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
}

function resultOf({ streams, listCalls, others, otherAccounts, open, complete }: Search): Discovery {
  const below = open.filter(isBelowRoot);
  const ended = complete && below.length === open.length;
  return { streams, listCalls, others, otherAccounts: [...otherAccounts], open: below, complete: ended };
}

/** Below `AWSLogs/` depth comes first, so that streams are found soon and little stays open; above it, breadth. */
function sort(search: Search, request: DiscoveryRequest, path: string): void {
  const folder = parseLogFolder(path);
  if (folder === null || (folder.kind !== null && folder.kind !== (request.kind ?? folder.kind))) {
    search.others.push(path);
  } else if (folder.accountId !== null && folder.accountId !== (request.accountId ?? folder.accountId)) {
    search.otherAccounts.add(folder.accountId);
  } else if (folder.accountId !== null && request.skips?.(folder.accountId)) {
    return;
  } else if (folder.stream) search.streams.push(folder.stream);
  else if (isBelowRoot(path)) search.open.unshift(path);
  else search.open.push(path);
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
