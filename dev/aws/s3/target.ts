/** What a path-style S3 request is about: `/bucket/key?query`. */

import { requestTarget, uriDecode } from "../../../src/aws/sigv4/uri.ts";

export interface S3Target {
  /** "" for the service itself. */
  readonly bucket: string;
  /** "" for the bucket itself; may hold any character, and slashes in any number. */
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
}

/** Null where path or query isn't percent-encoded UTF-8. */
export function s3Target(url: string): S3Target | null {
  const target = requestTarget(url);
  const path = uriDecode(target.path);
  const query = parseQuery(target.query);
  if (path === null || query === null) return null;
  const slash = path.indexOf("/", 1);
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash);
  return { bucket, key: slash < 0 ? "" : path.slice(slash + 1), query };
}

function parseQuery(query: string): ReadonlyMap<string, string> | null {
  const values = new Map<string, string>();
  for (const part of query.split("&")) {
    const mark = part.indexOf("=");
    const name = uriDecode(mark < 0 ? part : part.slice(0, mark));
    const value = uriDecode(mark < 0 ? "" : part.slice(mark + 1));
    if (name === null || value === null) return null;
    if (name !== "") values.set(name, value);
  }
  return values;
}
