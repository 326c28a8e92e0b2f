/** One Region's folder of digests: what is there, and the digests that are new, fetched and checked one after another. */

import { AwsError } from "../../aws/aws-error.ts";
import { getObject, type S3Client, type S3Object } from "../../aws/s3.ts";
import type { BucketPlace } from "../../aws/s3-url.ts";
import { DIGEST_BYTES_MAX, DIGEST_LIST_PAGES_MAX } from "../../core/limits.ts";
import { dayPrefix } from "../../core/sources/listing.ts";
import { inflate, InflateError } from "../../http/inflate.ts";
import { listStreamPage } from "../list-stream.ts";
import { SizedBody } from "../../http/sized-body.ts";
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
): Promise<{ readonly digests: readonly ListedDigest[]; readonly complete: boolean; readonly pages: number }> {
  const digests: ListedDigest[] = [];
  let after = dayPrefix(base, "daily", fromMs);
  for (let pages = 1; pages <= DIGEST_LIST_PAGES_MAX; pages++) {
    const page = await listStreamPage(client, place, base, after);
    for (const object of page.objects) {
      const endMs = parseDigestKey(object.key)?.endMs ?? 0;
      if (endMs >= fromMs) digests.push({ ...object, endMs });
    }
    if (page.complete) return { digests, complete: true, pages };
    after = page.lastKey;
  }
  return { digests, complete: false, pages: DIGEST_LIST_PAGES_MAX };
}

/** Null where it has gone or changed since it was listed. Throws AwsError for what another attempt may mend. */
export async function readDigest(
  client: S3Client,
  place: BucketPlace,
  keys: PublicKeys,
  listed: ListedDigest,
): Promise<CheckedDigest | null> {
  const region = parseDigestKey(listed.key)?.region ?? place.region;
  const object = await fetchDigest(client, place, listed);
  return object && (await checkDigest(object, (fingerprint, timeMs) => keys.find(region, fingerprint, timeMs)));
}

async function fetchDigest(client: S3Client, place: BucketPlace, { key, etag, size }: ListedDigest) {
  try {
    const response = await getObject(client, place, key, etag);
    return digestObject(place.bucket, key, response.headers, await inflated(response, size));
  } catch (error) {
    if (error instanceof AwsError && ["NoSuchKey", "PreconditionFailed"].includes(error.code)) return null;
    throw error;
  }
}

/**
 * Empty for what is no gzip or too large: an empty digest is an unreadable one. Throws where the connection ended early:
 * that is nobody's tampering.
 */
async function inflated(response: Response, size: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  if (!response.body) return new Uint8Array();
  try {
    for await (const slice of inflate(new SizedBody(response, size), DIGEST_BYTES_MAX)) parts.push(slice.slice());
  } catch (error) {
    if (error instanceof InflateError) return new Uint8Array();
    throw new AwsError("BodyCut", response.status, error instanceof Error ? error.message : String(error));
  }
  return await new Blob(parts).bytes();
}
