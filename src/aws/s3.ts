/** The S3 calls that reading logs takes. Source: Amazon S3 API Reference, ListObjectsV2, HeadObject, GetObject. */

import { LIST_PAGE_KEYS } from "../core/limits.ts";
import { msFromIso } from "../core/net/time.ts";
import { AwsError } from "./aws-error.ts";
import { awsFetch, boundedText, type Credentials, type World } from "./aws-fetch.ts";
import { type BucketPlace, s3Url } from "./s3-url.ts";
import { childrenOf, parseXml, textOf, type XmlElement } from "./xml.ts";

export type S3Client = {
  readonly world: World;
  readonly endpoint: string | undefined;
  readonly credentials: () => Promise<Credentials>;
  /** Called when AWS says that a session has ended early. */
  readonly forget: () => void;
};

export type S3Object = {
  readonly key: string;
  readonly etag: string;
  readonly size: number;
  readonly modifiedMs: number;
};

export type ListRequest = {
  readonly prefix: string;
  readonly startAfter?: string;
  readonly continuationToken?: string;
  readonly delimiter?: string;
  readonly maxKeys?: number;
};

export type ListPage = {
  readonly objects: readonly S3Object[];
  readonly prefixes: readonly string[];
  /** Null on the last page. */
  readonly next: string | null;
};

export async function listObjects(client: S3Client, place: BucketPlace, request: ListRequest): Promise<ListPage> {
  const url = urlOf(client, place, "");
  url.searchParams.set("list-type", "2");
  url.searchParams.set("encoding-type", "url");
  url.searchParams.set("max-keys", String(request.maxKeys ?? LIST_PAGE_KEYS));
  url.searchParams.set("prefix", request.prefix);
  if (request.startAfter) url.searchParams.set("start-after", request.startAfter);
  if (request.continuationToken) url.searchParams.set("continuation-token", request.continuationToken);
  if (request.delimiter) url.searchParams.set("delimiter", request.delimiter);
  const response = await signed(client, place, url, {});
  const root = parseXml(await boundedText(response));
  if (root.name !== "ListBucketResult") throw new AwsError("UnexpectedAnswer", response.status, `<${root.name}>`);
  return {
    objects: childrenOf(root, "Contents").map(toObject),
    prefixes: childrenOf(root, "CommonPrefixes").map((element) => decodeKey(required(element, "Prefix"))),
    next: textOf(root, "IsTruncated") === "true" ? required(root, "NextContinuationToken") : null,
  };
}

/** A list without it would end early or name nothing: better an error than objects that are never read. */
function required(element: XmlElement, name: string): string {
  const text = textOf(element, name);
  if (!text) throw new AwsError("UnexpectedAnswer", 200, `<${element.name}> without <${name}>`);
  return text;
}

function toObject(element: XmlElement): S3Object {
  return {
    key: decodeKey(required(element, "Key")),
    etag: required(element, "ETag").replaceAll('"', ""),
    size: Number.parseInt(textOf(element, "Size") ?? "", 10) || 0,
    modifiedMs: msFromIso(textOf(element, "LastModified") ?? "") ?? 0,
  };
}

/** `encoding-type=url` writes a blank as "+". */
function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new AwsError("UnexpectedAnswer", 200, "a key that is not URL-encoded");
  }
}

/** The object's body, unread, if it is still the one with this ETag; AwsError PreconditionFailed if it is not. */
export async function getObject(client: S3Client, place: BucketPlace, key: string, etag: string): Promise<Response> {
  return await signed(client, place, urlOf(client, place, key), { "if-match": `"${etag}"` });
}

/** The object as a listing would show it; null where there is none. */
export async function headObject(client: S3Client, place: BucketPlace, key: string): Promise<S3Object | null> {
  try {
    const { headers } = await signed(client, place, urlOf(client, place, key), {}, "HEAD");
    const etag = headers.get("etag")?.replaceAll('"', "");
    const size = Number.parseInt(headers.get("content-length") ?? "", 10);
    if (!etag || !Number.isSafeInteger(size)) throw new AwsError("UnexpectedAnswer", 200, "no ETag or length");
    return { key, etag, size, modifiedMs: Date.parse(headers.get("last-modified") ?? "") || 0 };
  } catch (error) {
    // Without a body there is no code: NoSuchKey shows as its status.
    if (error instanceof AwsError && error.status === 404) return null;
    throw error;
  }
}

/** Bytes [start, end) of the object, unread, if it is still the one with this ETag. */
export async function getRange(
  client: S3Client,
  place: BucketPlace,
  key: string,
  etag: string,
  start: number,
  end: number,
): Promise<Response> {
  const headers = { "if-match": `"${etag}"`, range: `bytes=${start}-${end - 1}` };
  return await signed(client, place, urlOf(client, place, key), headers);
}

function urlOf(client: S3Client, place: BucketPlace, key: string): URL {
  const url = s3Url(place, key, client.endpoint);
  if (!url.ok) throw new AwsError("InvalidAddress", 0, url.error);
  return url.value;
}

async function signed(
  client: S3Client,
  place: BucketPlace,
  url: URL,
  headers: Readonly<Record<string, string>>,
  method: "GET" | "HEAD" = "GET",
): Promise<Response> {
  const request = { service: "s3", region: place.region, method, url, headers } as const;
  const credentials = await client.credentials();
  try {
    return await awsFetch(client.world, credentials, request);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // A session whose key AWS does not know has been revoked; a long-term key would be wrong again.
    const revoked = error.code === "InvalidAccessKeyId" && credentials.sessionToken !== undefined;
    if (!error.staleCredentials && !revoked) throw error;
    client.forget();
    return await awsFetch(client.world, await client.credentials(), request);
  }
}
