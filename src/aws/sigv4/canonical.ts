/**
 * The canonical request of SigV4.
 * Source: "Create a signed AWS API request", IAM User Guide; "Authenticating Requests: Using the Authorization Header",
 * S3 API reference.
 */

import { err, ok, type Result } from "../../core/result.ts";
import { requestTarget, uriDecode, uriEncode } from "./uri.ts";

/**
 * `once`: S3 signs the key encoded once, its slashes and dots as they are.
 * `twice`: every other service signs the normalised path as sent, encoded again.
 */
export type PathEncoding = "once" | "twice";

/** The error is a phrase for people: the path or the query can't be decoded, or a signed header is absent. */
export function canonicalRequest(
  request: Request,
  signedHeaders: readonly string[],
  payloadHash: string,
  pathEncoding: PathEncoding,
): Result<string> {
  const target = requestTarget(request.url);
  const path = pathEncoding === "once" ? pathEncodedOnce(target.path) : pathEncodedTwice(target.path);
  if (path === null) return err("the path isn't percent-encoded UTF-8");
  const query = canonicalQuery(target.query);
  if (query === null) return err("the query isn't percent-encoded UTF-8");
  const headers: string[] = [];
  for (const name of signedHeaders) {
    const value = headerValue(request, name);
    if (value === null) return err(`the signed header ${name} is absent`);
    headers.push(`${name}:${value.trim().replaceAll(/\s+/g, " ")}`);
  }
  return ok([request.method, path, query, ...headers, "", signedHeaders.join(";"), payloadHash].join("\n"));
}

function pathEncodedOnce(path: string): string | null {
  const decoded = uriDecode(path);
  return decoded === null ? null : encodeSegments(decoded);
}

function pathEncodedTwice(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  const slash = kept.length > 0 && path.endsWith("/") ? "/" : "";
  return encodeSegments(`/${kept.join("/")}${slash}`);
}

function encodeSegments(path: string): string {
  return path.split("/").map(uriEncode).join("/");
}

function canonicalQuery(query: string): string | null {
  const pairs: [name: string, value: string][] = [];
  for (const part of query.split("&")) {
    if (part === "") continue;
    const mark = part.indexOf("=");
    const name = uriDecode(mark < 0 ? part : part.slice(0, mark));
    const value = uriDecode(mark < 0 ? "" : part.slice(mark + 1));
    if (name === null || value === null) return null;
    pairs.push([uriEncode(name), uriEncode(value)]);
  }
  return pairs
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Outside a server a Request has no Host header; the URL's host is what it will be sent with. */
function headerValue(request: Request, name: string): string | null {
  const value = request.headers.get(name);
  return value === null && name === "host" ? new URL(request.url).host : value;
}
