/** One page of a stream's objects. */

import { listObjects, type S3Client, type S3Object } from "../aws/s3.ts";
import type { BucketPlace } from "../aws/s3-url.ts";

export type StreamPage = {
  readonly objects: readonly S3Object[];
  readonly complete: boolean;
  /** Where the next page begins. */
  readonly lastKey: string;
};

/** `after` is exclusive. Folder markers and empty names are no objects. */
export async function listStreamPage(
  client: S3Client,
  place: BucketPlace,
  base: string,
  after: string,
): Promise<StreamPage> {
  const page = await listObjects(client, place, { prefix: base, startAfter: after });
  const lastKey = page.objects.at(-1)?.key ?? after;
  return { objects: page.objects.filter(({ key }) => !key.endsWith("/")), complete: page.next === null, lastKey };
}
