/** Addresses of S3 objects, built from checked parts: no bucket, key or Region can lead a request elsewhere. */

import { err, ok, type Result } from "../core/result.ts";
import { isRegion, serviceHost } from "./region.ts";

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const KEY_BYTES_MAX = 1024;

export type BucketPlace = { readonly bucket: string; readonly region: string };

/** Why the bucket and Region cannot be addressed, or null. */
export function bucketProblem({ bucket, region }: BucketPlace): string | null {
  if (!BUCKET.test(bucket) || bucket.includes("..") || /^\d+(?:\.\d+){3}$/.test(bucket)) {
    return `"${bucket}" is not a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens`;
  }
  return isRegion(region) ? null : `"${region}" is not an AWS Region, such as "eu-west-1"`;
}

/**
 * Virtual-hosted style; path style for names with dots (their certificate would not match) and for `endpoint`, which
 * stands in for AWS in the local stack. `key` "" addresses the bucket itself.
 */
export function s3Url(place: BucketPlace, key: string, endpoint: string | undefined): Result<URL> {
  const problem = bucketProblem(place) ?? keyProblem(key);
  if (problem !== null) return err(problem);
  const path = key.split("/").map(encodeSegment).join("/");
  const host = serviceHost("s3", place.region);
  if (endpoint !== undefined) return ok(new URL(`${endpoint.replace(/\/+$/, "")}/${place.bucket}/${path}`));
  if (place.bucket.includes(".")) return ok(new URL(`https://${host}/${place.bucket}/${path}`));
  return ok(new URL(`https://${place.bucket}.${host}/${path}`));
}

/** URL parsers resolve `.` and `..` even when they are percent-encoded, so such a key cannot be asked for. */
function keyProblem(key: string): string | null {
  if (new TextEncoder().encode(key).length > KEY_BYTES_MAX) return "the key is longer than 1,024 bytes";
  if (key.split("/").some((segment) => segment === "." || segment === "..")) return "the key has a dot segment";
  return key.isWellFormed() ? null : "the key is not well-formed Unicode";
}

/** RFC 3986: all but unreserved characters. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
