/** Objects that notifications named, asked for in S3 and taken into the ledger as a listing would. */

import type { S3Client, S3Object } from "../src/aws/s3.ts";
import { parseDigestKey } from "../src/intake/digest/keys.ts";
import { askHints } from "../src/intake/notifications/ask-hints.ts";
import type { Hint } from "../src/intake/notifications/hint.ts";
import type { PollRequest } from "./ledger-outlook.ts";
import { countAdded, hasObject } from "./ledger-tables.ts";

/** Objects that a notification named. `known`: their row was there, under the same ETag. */
export type HintOutcome = {
  readonly queued: number;
  readonly known: number;
  readonly gone: number;
  readonly later: number;
  readonly digests: number;
};

/** `take`: has new objects queued, and says how many were new. */
export async function takeHints(
  sql: SqlStorage,
  client: S3Client,
  request: PollRequest,
  hints: readonly Hint[],
  take: (objects: readonly S3Object[]) => Promise<number>,
): Promise<HintOutcome> {
  const named = hints.filter(({ key }) => parseDigestKey(key) === null);
  const unknown = named.filter(({ key, etag }) => etag === null || !hasObject(sql, key, etag));
  const keys = unknown.map(({ key }) => key);
  const { objects, gone, later } = await askHints(client, request.source, keys);
  const fresh = objects.filter(({ key, etag }) => !hasObject(sql, key, etag));
  countAdded(sql, request.streams, fresh);
  const queued = await take(fresh);
  const known = named.length - unknown.length + objects.length - fresh.length;
  return { queued, known, gone: gone.length, later: later.length, digests: hints.length - named.length };
}
