/** One Region's folder of digests: what is there, and the digests that are new, fetched and checked one after another. */

import { AwsError } from "../../aws/aws-error.ts";
import { getObject, type S3Client, type S3Object } from "../../aws/s3.ts";
import type { BucketPlace } from "../../aws/s3-url.ts";
import { DIGEST_BYTES_MAX, DIGEST_LIST_PAGES_MAX } from "../../core/limits.ts";
import { dayPrefix } from "../../core/sources/listing.ts";
import { inflate, InflateError } from "../../http/inflate.ts";
import { listStreamPage } from "../list-stream.ts";
import { parseDigestKey } from "./keys.ts";
import type { PublicKeys } from "./public-keys.ts";
import { type CheckedDigest, checkDigest, digestObject } from "./verify.ts";

export type ListedDigest = S3Object & { readonly endMs: number };

/** Digests that end at `fromMs` or later, by key. `complete`: false where there are more than are listed at once. */
export async function listDigests(
  client: S3Client,
  place: BucketPlace,
  base: string,
  fromMs: number,
): Promise<{ readonly digests: readonly ListedDigest[]; readonly complete: boolean }> {
  const digests: ListedDigest[] = [];
  let after = dayPrefix(base, "daily", fromMs);
  for (let pages = 0; pages < DIGEST_LIST_PAGES_MAX; pages++) {
    const page = await listStreamPage(client, place, base, after);
    for (const object of page.objects) {
      const endMs = parseDigestKey(object.key)?.endMs ?? 0;
      if (endMs >= fromMs) digests.push({ ...object, endMs });
    }
    if (page.complete) return { digests, complete: true };
    after = page.lastKey;
  }
  return { digests, complete: false };
}

/** Null where it has gone or changed since it was listed. Throws AwsError for what another attempt may mend. */
export async function readDigest(
  client: S3Client,
  place: BucketPlace,
  keys: PublicKeys,
  { key, etag }: ListedDigest,
): Promise<CheckedDigest | null> {
  const region = parseDigestKey(key)?.region ?? place.region;
  const object = await fetchDigest(client, place, key, etag);
  return object && (await checkDigest(object, (fingerprint, timeMs) => keys.find(region, fingerprint, timeMs)));
}

async function fetchDigest(client: S3Client, place: BucketPlace, key: string, etag: string) {
  try {
    const response = await getObject(client, place, key, etag);
    return digestObject(place.bucket, key, response.headers, await inflated(response));
  } catch (error) {
    if (error instanceof AwsError && ["NoSuchKey", "PreconditionFailed"].includes(error.code)) return null;
    throw error;
  }
}

/** Empty for what is no gzip or too large: an empty digest is an unreadable one. */
async function inflated(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  if (!response.body) return new Uint8Array();
  try {
    for await (const slice of inflate(response.body, DIGEST_BYTES_MAX)) parts.push(slice.slice());
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    return new Uint8Array();
  }
  return await new Blob(parts).bytes();
}
