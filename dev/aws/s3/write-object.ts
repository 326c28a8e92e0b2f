/** PutObject and DeleteObject. */

import type { Context } from "../env.ts";
import { S3_KEY_BYTES_MAX, S3_METADATA_BYTES_MAX } from "../limits.ts";
import { objectKey } from "../storage.ts";
import { s3Empty, s3Error } from "./answer.ts";

export const METADATA_PREFIX = "x-amz-meta-";

export async function putObject(
  context: Context,
  request: Request,
  target: { readonly bucket: string; readonly key: string },
  body: Uint8Array,
): Promise<Response> {
  const path = objectKey(target.bucket, target.key);
  if (byteLength(path) > S3_KEY_BYTES_MAX) return s3Error(context, "KeyTooLongError");
  const encoding = request.headers.get("content-encoding");
  if (request.headers.has("x-amz-copy-source") || encoding?.includes("aws-chunked")) {
    return s3Error(context, "NotImplemented");
  }
  const refused = await refuseDigest(context, request.headers.get("content-md5"), body);
  if (refused) return refused;
  const metadata = userMetadata(request.headers);
  if (metadata === null) return s3Error(context, "MetadataTooLarge");

  const contentType = request.headers.get("content-type");
  const stored = await context.objects.put(path, body, {
    customMetadata: metadata,
    httpMetadata: {
      ...(contentType === null ? {} : { contentType }),
      ...(encoding === null ? {} : { contentEncoding: encoding }),
    },
  });
  return s3Empty(context, 200, { etag: stored.httpEtag });
}

/** S3 answers 204 whether the object was there or not. */
export async function deleteObject(context: Context, bucket: string, key: string): Promise<Response> {
  await context.objects.delete(objectKey(bucket, key));
  return s3Empty(context, 204);
}

async function refuseDigest(context: Context, header: string | null, body: Uint8Array): Promise<Response | null> {
  if (header === null) return null;
  if (!/^[A-Za-z0-9+/]{22}==$/.test(header)) return s3Error(context, "InvalidDigest");
  const digest = new Uint8Array(await crypto.subtle.digest("MD5", body));
  return btoa(String.fromCharCode(...digest)) === header ? null : s3Error(context, "BadDigest");
}

function userMetadata(headers: Headers): Record<string, string> | null {
  const metadata: Record<string, string> = {};
  let bytes = 0;
  for (const [name, value] of headers) {
    if (!name.startsWith(METADATA_PREFIX)) continue;
    metadata[name.slice(METADATA_PREFIX.length)] = value;
    bytes += byteLength(name) - METADATA_PREFIX.length + byteLength(value);
  }
  return bytes > S3_METADATA_BYTES_MAX ? null : metadata;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength;
}
