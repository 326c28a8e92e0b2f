/** Where a list's bytes come from: its publisher, a bucket that one of the sources may read, or an upload. */

import { AwsError } from "../aws/aws-error.ts";
import { FEED_PAGE_BYTES_MAX } from "../core/limits.ts";
import { getObject, headObject } from "../aws/s3.ts";
import { type Config, configOf, type Env } from "../env.ts";
import { SizedBody } from "../http/sized-body.ts";
import { sourceClient } from "../aws/source-client.ts";
import type { List } from "../store/lists.ts";
import { getSource } from "../store/sources.ts";
import { feedOf } from "./catalogue.ts";
import { fetchList, type FetchListDeps, type ListDownload, type Validators } from "./fetch-list.ts";
import { ListError } from "./list-error.ts";
import { uploadKey } from "./list-objects.ts";

export type OpenListDeps = { readonly fetch: typeof fetch; readonly timeoutMs?: number };

/** Throws ListError for what lies with the list, and other errors for what another attempt of the message may mend. */
export async function openList(
  env: Env,
  list: List,
  known: Validators | null,
  bytesMax: number,
  deps: OpenListDeps,
): Promise<ListDownload> {
  const feed = list.kind === "feed" ? feedOf(list.id) : null;
  const location = feed?.url ?? list.location;
  if (location === null) return await openUpload(env, list, bytesMax);
  const config = configOf(env);
  if (location.startsWith("s3://")) return await openS3(env, config, list, location, known, bytesMax);
  const ownHosts = config.publicUrl === null ? [] : [new URL(config.publicUrl).hostname];
  const bounds = { ...deps, local: config.local, ownHosts };
  const url = feed?.link ? await linkedFrom(location, feed.link, bounds) : location;
  return await fetchList(url, known, { ...bounds, bytesMax });
}

/** The page's own words decide no more than the date in a name: the pattern is of one host and one form. */
async function linkedFrom(page: string, link: RegExp, bounds: Omit<FetchListDeps, "bytesMax">): Promise<string> {
  const download = await fetchList(page, null, { ...bounds, bytesMax: FEED_PAGE_BYTES_MAX });
  const decoder = new TextDecoder();
  let text = "";
  if (download.kind === "body")
    for await (const bytes of download.body) text += decoder.decode(bytes, { stream: true });
  const url = link.exec(text)?.[0];
  if (url === undefined) throw new ListError("the publisher's page links to no list");
  return url;
}

async function openUpload(env: Env, list: List, bytesMax: number): Promise<ListDownload> {
  const object = await env.TABLES.get(uploadKey(list.id));
  if (object === null) throw new ListError("nothing was uploaded");
  const body = new SizedBody(new Response(object.body), object.size);
  if (object.size > bytesMax) {
    await body.cancel();
    throw new ListError(`the list has ${object.size} bytes, more than ${bytesMax}`);
  }
  return { kind: "body", body, validators: { etag: null, modified: null } };
}

async function openS3(
  env: Env,
  config: Config,
  list: List,
  location: string,
  known: Validators | null,
  bytesMax: number,
): Promise<ListDownload> {
  const source = list.sourceId === null ? null : await getSource(env.DB, list.sourceId);
  if (source === null) throw new ListError("the source by which the list is read is gone");
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(location) ?? [];
  const place = { bucket, region: source.region };
  try {
    const client = sourceClient(config, source);
    const object = await headObject(client, place, key);
    if (object === null) throw new ListError("there is no such object");
    if (object.size > bytesMax) throw new ListError(`the list has ${object.size} bytes, more than ${bytesMax}`);
    if (known?.etag === object.etag) return { kind: "unchanged" };
    const response = await getObject(client, place, key, object.etag);
    return {
      kind: "body",
      body: new SizedBody(response, object.size),
      validators: { etag: object.etag, modified: null },
    };
  } catch (error) {
    if (error instanceof AwsError) throw new ListError(`S3 answers ${error.code}`);
    throw error;
  }
}
