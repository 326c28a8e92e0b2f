/** URI encoding and the raw parts of a request target, as SigV4 wants them. */

export interface RequestTarget {
  /** As it came, still encoded; at least "/". */
  readonly path: string;
  /** As it came, without "?". */
  readonly query: string;
}

const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/**
 * Path and query of an absolute URL, without decoding anything. (Cloudflare's edge may already have resolved dot segments
 * in `request.url`; a request whose path has them can't be verified behind it.)
 */
export function requestTarget(url: string): RequestTarget {
  const [target = ""] = url.replace(ORIGIN, "").split("#", 1);
  const mark = target.indexOf("?");
  const path = mark < 0 ? target : target.slice(0, mark);
  return { path: path === "" ? "/" : path, query: mark < 0 ? "" : target.slice(mark + 1) };
}

/** Percent-encodes every byte but the unreserved characters of RFC 3986. Throws on a lone surrogate. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Percent-decodes; "+" is a space, as AWS reads it. Null where the encoding is broken or isn't UTF-8. */
export function uriDecode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}
