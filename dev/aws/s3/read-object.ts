/** GetObject and HeadObject, with a range and entity tags. */

import type { Context } from "../env.ts";
import { objectKey } from "../storage.ts";
import { s3Empty, s3Error, s3Headers } from "./answer.ts";
import { parseRange } from "./range.ts";
import { METADATA_PREFIX } from "./write-object.ts";

export async function readObject(context: Context, request: Request, bucket: string, key: string): Promise<Response> {
  const stored = await context.objects.head(objectKey(bucket, key));
  if (stored === null) return s3Error(context, "NoSuchKey", { fields: { Key: key } });
  const failed = failedPrecondition(context, request, stored);
  if (failed) return failed;

  const range = parseRange(request.headers.get("range"), stored.size);
  if (range.kind === "unsatisfiable") {
    return s3Error(context, "InvalidRange", {
      fields: { RangeRequested: request.headers.get("range") ?? "", ActualObjectSize: String(stored.size) },
      headers: { "content-range": `bytes */${stored.size}` },
    });
  }
  const [first, last] = range.kind === "part" ? [range.first, range.last] : [0, stored.size - 1];
  const headers = {
    ...objectHeaders(context, stored),
    "content-length": String(last - first + 1),
    ...(range.kind === "part" ? { "content-range": `bytes ${first}-${last}/${stored.size}` } : {}),
  };
  const status = range.kind === "part" ? 206 : 200;
  if (request.method === "HEAD") return s3Empty(context, status, headers);

  const part = range.kind === "part" ? { range: { offset: first, length: last - first + 1 } } : {};
  const body = await context.objects.get(objectKey(bucket, key), part);
  if (body === null) return s3Error(context, "NoSuchKey", { fields: { Key: key } });
  // The stored bytes are what Content-Encoding says already.
  return new Response(body.body, { status, headers, encodeBody: "manual" });
}

function objectHeaders(context: Context, stored: R2Object): Record<string, string> {
  const headers: Record<string, string> = {
    ...s3Headers(context),
    etag: stored.httpEtag,
    "last-modified": stored.uploaded.toUTCString(),
    "accept-ranges": "bytes",
    "content-type": stored.httpMetadata?.contentType ?? "binary/octet-stream",
  };
  const encoding = stored.httpMetadata?.contentEncoding;
  if (encoding !== undefined) headers["content-encoding"] = encoding;
  for (const [name, value] of Object.entries(stored.customMetadata ?? {})) headers[METADATA_PREFIX + name] = value;
  return headers;
}

/** If-Match failing is 412, If-None-Match failing 304, as for any HTTP GET. */
function failedPrecondition(context: Context, request: Request, stored: R2Object): Response | null {
  const match = request.headers.get("if-match");
  if (match !== null && !names(match, stored.httpEtag)) {
    return s3Error(context, "PreconditionFailed", { fields: { Condition: "If-Match" } });
  }
  const noneMatch = request.headers.get("if-none-match");
  return noneMatch !== null && names(noneMatch, stored.httpEtag)
    ? s3Empty(context, 304, { etag: stored.httpEtag })
    : null;
}

/** Whether a list of entity tags (quoted, or bare as S3 takes them too) has this one. */
function names(header: string, etag: string): boolean {
  const tags = header.split(",").map((tag) => tag.trim());
  return tags.some((tag) => tag === "*" || tag === etag || `"${tag}"` === etag);
}
