/** Amazon S3: ListObjectsV2 and GetObject over buckets in memory. Pages may be shorter than asked for, as S3 may give them. */

import type { Gate } from "./gate.ts";
import { lost, skewed, xmlError } from "./http.ts";
import type { SimulatedSts } from "./sts.ts";

export type Put = {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly etag: string;
  /** Metadata, as GET and HEAD answer them. */
  readonly headers?: Readonly<Record<string, string>>;
};
type Stored = Put & { readonly modifiedMs: number };

export class SimulatedS3 {
  readonly #gate: Gate;
  readonly #sts: SimulatedSts;
  readonly #buckets = new Map<string, Map<string, Stored>>();
  readonly #sorted = new Map<string, string[]>();
  /** Keys in one page at most. */
  readonly #pageKeys: number;
  /** Objects of which every GET is refused: their KMS key may not be used. */
  readonly denied = new Set<string>();
  /** Of log objects. */
  gets = 0;

  constructor(gate: Gate, sts: SimulatedSts, buckets: readonly string[], pageKeys: number) {
    this.#gate = gate;
    this.#sts = sts;
    this.#pageKeys = pageKeys;
    for (const bucket of buckets) this.#buckets.set(bucket, new Map());
  }

  put(bucket: string, { key, bytes, etag, headers = {} }: Put): void {
    this.#buckets.get(bucket)?.set(key, { key, bytes, etag, headers, modifiedMs: this.#gate.clock.nowMs });
    this.#sorted.delete(bucket);
  }

  remove(bucket: string, key: string): void {
    this.#buckets.get(bucket)?.delete(key);
    this.#sorted.delete(bucket);
  }

  answer(request: Request): Response {
    const url = new URL(request.url);
    const bucket = url.hostname.split(".")[0] ?? "";
    const objects = this.#buckets.get(bucket);
    const refusal =
      skewed(request, this.#gate.clock.nowMs) ??
      (objects === undefined ? xmlError(404, "NoSuchBucket") : this.#sts.refusal(request, bucket));
    if (refusal || objects === undefined) return refusal ?? lost();
    if (url.pathname === "/") return this.#list(bucket, objects, url.searchParams);
    const object = objects.get(decodeURIComponent(url.pathname.slice(1)));
    if (request.method === "HEAD") return headOf(object);
    if (!url.pathname.includes("/CloudTrail-Digest/")) this.gets++;
    if (object === undefined) return xmlError(404, "NoSuchKey");
    if (this.denied.has(object.key)) return xmlError(403, "KMS.DisabledException");
    if (request.headers.get("if-match") !== `"${object.etag}"`) return xmlError(412, "PreconditionFailed");
    return new Response(this.#body(object.bytes), { headers: { ...object.headers } });
  }

  failure(sent?: Response): Response {
    const { random } = this.#gate;
    if (sent !== undefined) return this.#cut(sent);
    switch (random.below(7)) {
      case 0:
        return xmlError(500, "InternalError");
      case 1:
        return xmlError(503, "SlowDown");
      case 2:
        return xmlError(403, "AccessDenied");
      case 3:
        return xmlError(400, "ExpiredToken");
      case 4:
        return xmlError(400, "RequestTimeout");
      case 5:
        return xmlError(200, "InternalError");
      default:
        return lost();
    }
  }

  /** The answer with its body cut at a random byte: by an error, or by an end that looks like one of its own. */
  #cut(sent: Response): Response {
    const { random } = this.#gate;
    if (!sent.ok || sent.body === null) return lost();
    const how = random.chance(0.5) ? "error" : "end";
    const at = random.unit();
    const reader = sent.body.getReader();
    const stream = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const { done, value } = await reader.read();
        if (!done && random.chance(1 - at)) return controller.enqueue(value);
        if (value !== undefined && value.length > 1)
          controller.enqueue(value.subarray(0, Math.ceil(value.length * at) - 1 || 1));
        if (how === "error") controller.error(new TypeError("Network connection lost."));
        else controller.close();
      },
    });
    return new Response(stream, { status: sent.status, headers: sent.headers });
  }

  /** In slices of random lengths: nothing may depend on where a body is cut. */
  #body(bytes: Uint8Array): ReadableStream<Uint8Array> {
    const { random } = this.#gate;
    let from = 0;
    return new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (from >= bytes.length) return controller.close();
        const to = Math.min(bytes.length, from + random.pick([1, 100, 1_000, 4_096]));
        controller.enqueue(bytes.slice(from, to));
        from = to;
      },
    });
  }

  #list(bucket: string, objects: Map<string, Stored>, query: URLSearchParams): Response {
    const prefix = query.get("prefix") ?? "";
    const delimiter = query.get("delimiter") ?? "";
    const token = query.get("continuation-token");
    const after = token === null ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString();
    const max = Math.min(Number(query.get("max-keys") ?? 1_000), this.#pageKeys);
    const contents: Stored[] = [];
    const prefixes: string[] = [];
    let last = after;
    let truncated = false;
    for (const key of this.#keys(bucket, objects)) {
      if (key <= after || !key.startsWith(prefix)) continue;
      const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
      const common = end < 0 ? null : key.slice(0, end + delimiter.length);
      if (common !== null && (common === prefixes.at(-1) || common === after)) continue;
      if (contents.length + prefixes.length >= max) {
        truncated = true;
        break;
      }
      if (common === null) contents.push(objects.get(key) as Stored);
      else prefixes.push(common);
      last = common ?? key;
    }
    return new Response(listXml(contents, prefixes, truncated ? last : null));
  }

  #keys(bucket: string, objects: Map<string, Stored>): readonly string[] {
    let keys = this.#sorted.get(bucket);
    if (keys === undefined) {
      keys = [...objects.keys()].sort();
      this.#sorted.set(bucket, keys);
    }
    return keys;
  }
}

function headOf(object: Stored | undefined): Response {
  if (object === undefined) return new Response(null, { status: 404 });
  const { etag, bytes, modifiedMs, headers } = object;
  const own = { etag: `"${etag}"`, "content-length": String(bytes.length) };
  return new Response(null, { headers: { ...headers, ...own, "last-modified": new Date(modifiedMs).toUTCString() } });
}

function listXml(contents: readonly Stored[], prefixes: readonly string[], next: string | null): string {
  const encoded = (text: string): string => encodeURIComponent(text).replaceAll("%20", "+").replaceAll("%2F", "/");
  const objects = contents.map(
    ({ key, etag, bytes, modifiedMs }) =>
      `<Contents><Key>${encoded(key)}</Key><LastModified>${new Date(modifiedMs).toISOString()}</LastModified>` +
      `<ETag>&quot;${etag}&quot;</ETag><Size>${bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const common = prefixes.map((prefix) => `<CommonPrefixes><Prefix>${encoded(prefix)}</Prefix></CommonPrefixes>`);
  const more =
    next === null ? "" : `<NextContinuationToken>${Buffer.from(next).toString("base64url")}</NextContinuationToken>`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><IsTruncated>${next !== null}</IsTruncated>` +
    `${objects.join("")}${common.join("")}${more}<KeyCount>${objects.length + common.length}</KeyCount></ListBucketResult>`
  );
}
