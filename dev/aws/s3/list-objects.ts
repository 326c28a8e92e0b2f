/** ListObjectsV2. Source: its page in the S3 API reference. */

import { uriEncode } from "../../../src/aws/sigv4/uri.ts";
import { err, ok, type Result } from "../../../src/core/result.ts";
import type { Context } from "../env.ts";
import { S3_LIST_KEYS_MAX } from "../limits.ts";
import { objectKey } from "../storage.ts";
import { element, optional, type XmlElement } from "../xml.ts";
import { S3_NAMESPACE, s3Error, s3Xml } from "./answer.ts";

interface ListRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string | null;
  readonly startAfter: string | null;
  readonly token: string | null;
  readonly maxKeys: number;
  readonly encode: (text: string) => string;
  readonly encodingType: string | null;
}

interface ListPage {
  readonly objects: readonly R2Object[];
  readonly commonPrefixes: readonly string[];
  /** Where R2 goes on; null at the end. */
  readonly cursor: string | null;
}

export async function listObjects(
  context: Context,
  bucket: string,
  query: ReadonlyMap<string, string>,
): Promise<Response> {
  const parsed = parseListRequest(bucket, query);
  if (!parsed.ok) return s3Error(context, "InvalidArgument", parsed.error);
  const request = parsed.value;
  const cursor = request.token === null ? null : decodeToken(bucket, request.token);
  if (request.token !== null && cursor === null) {
    return s3Error(context, "InvalidArgument", { message: "The continuation token provided is incorrect" });
  }
  const empty: ListPage = { objects: [], commonPrefixes: [], cursor: null };
  const page = request.maxKeys === 0 ? empty : await collect(context.objects, request, cursor);
  return s3Xml(context, resultXml(request, page));
}

function parseListRequest(
  bucket: string,
  query: ReadonlyMap<string, string>,
): Result<ListRequest, { message: string }> {
  const maxKeys = query.get("max-keys") ?? String(S3_LIST_KEYS_MAX);
  if (!/^\d{1,9}$/.test(maxKeys)) return err({ message: "Provided max-keys not an integer or within integer range" });
  const encodingType = query.get("encoding-type") ?? null;
  if (encodingType !== null && encodingType !== "url") {
    return err({ message: "Invalid Encoding Method specified in Request" });
  }
  return ok({
    bucket,
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") || null,
    startAfter: query.get("start-after") ?? null,
    token: query.get("continuation-token") ?? null,
    maxKeys: Math.min(Number(maxKeys), S3_LIST_KEYS_MAX),
    encode: encodingType === null ? (text) => text : encodeAsS3,
    encodingType,
  });
}

/** S3 writes a space as "+" and leaves slashes. */
function encodeAsS3(text: string): string {
  return uriEncode(text).replaceAll("%20", "+").replaceAll("%2F", "/");
}

/**
 * One page out of as many R2 listings as it takes. R2 lists in UTF-8 order, as S3 does. Only the first common prefix can
 * be at or before start-after (S3 leaves it out), so the loop ends: each turn either fills the page or moves the cursor.
 */
async function collect(bucket: R2Bucket, request: ListRequest, from: string | null): Promise<ListPage> {
  const root = objectKey(request.bucket, "");
  const objects: R2Object[] = [];
  const commonPrefixes: string[] = [];
  let cursor = from;
  for (;;) {
    const listed = await bucket.list({
      prefix: root + request.prefix,
      limit: request.maxKeys - objects.length - commonPrefixes.length,
      ...(request.delimiter === null ? {} : { delimiter: request.delimiter }),
      ...(cursor === null ? {} : { cursor }),
      ...(cursor === null && request.startAfter ? { startAfter: root + request.startAfter } : {}),
    });
    objects.push(...listed.objects);
    for (const delimited of listed.delimitedPrefixes) {
      const prefix = delimited.slice(root.length);
      if (request.startAfter === null || compareUtf8(prefix, request.startAfter) > 0) commonPrefixes.push(prefix);
    }
    cursor = listed.truncated ? listed.cursor : null;
    if (cursor === null || objects.length + commonPrefixes.length >= request.maxKeys) {
      return { objects, commonPrefixes: commonPrefixes.sort(compareUtf8), cursor };
    }
  }
}

/** UTF-8 byte order, in which U+FFEE comes before U+10000; UTF-16 has them the other way round. */
function compareUtf8(a: string, b: string): number {
  const encoder = new TextEncoder();
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function resultXml(request: ListRequest, page: ListPage): XmlElement {
  const { encode } = request;
  const root = objectKey(request.bucket, "");
  const encoded = (text: string | null) => (text === null ? null : encode(text));
  return element(
    "ListBucketResult",
    [
      element("Name", request.bucket),
      element("Prefix", encode(request.prefix)),
      optional("StartAfter", encoded(request.startAfter)),
      optional("ContinuationToken", request.token),
      optional("NextContinuationToken", page.cursor === null ? null : encodeToken(request.bucket, page.cursor)),
      element("KeyCount", page.objects.length + page.commonPrefixes.length),
      element("MaxKeys", request.maxKeys),
      optional("Delimiter", encoded(request.delimiter)),
      optional("EncodingType", request.encodingType),
      element("IsTruncated", page.cursor !== null),
      ...page.objects.map((object) =>
        element("Contents", [
          element("Key", encode(object.key.slice(root.length))),
          element("LastModified", object.uploaded.toISOString()),
          element("ETag", object.httpEtag),
          element("Size", object.size),
          element("StorageClass", "STANDARD"),
        ]),
      ),
      ...page.commonPrefixes.map((prefix) => element("CommonPrefixes", [element("Prefix", encode(prefix))])),
    ],
    S3_NAMESPACE,
  );
}

/** Opaque to clients, and good for its own bucket only. */
function encodeToken(bucket: string, cursor: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify([bucket, cursor]));
  return btoa(String.fromCharCode(...bytes));
}

function decodeToken(bucket: string, token: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(token), (char) => char.charCodeAt(0));
    const parts: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(parts) && parts[0] === bucket && typeof parts[1] === "string" ? parts[1] : null;
  } catch {
    return null;
  }
}
