/** Objects that hints name, as S3 itself knows them: HEAD says of one what a listing would. */

import { AwsError } from "../../aws/aws-error.ts";
import { headObject, type S3Client, type S3Object } from "../../aws/s3.ts";
import type { BucketPlace } from "../../aws/s3-url.ts";
import { HINTS_ASKED_MAX, HINTS_PARALLEL_MAX } from "../../core/limits.ts";

export type AskedHints = {
  readonly objects: readonly S3Object[];
  /** There is no such object, or none any longer. */
  readonly gone: readonly string[];
  /** Not asked for, or S3 gave no answer: the next listing finds them. */
  readonly later: readonly string[];
};

/** Never throws for what S3 answers: a hint that cannot be followed up is no loss, the listing is what counts. */
export async function askHints(client: S3Client, place: BucketPlace, keys: readonly string[]): Promise<AskedHints> {
  const distinct = [...new Set(keys)];
  const later = distinct.slice(HINTS_ASKED_MAX);
  const objects: S3Object[] = [];
  const gone: string[] = [];
  const open = distinct.slice(0, HINTS_ASKED_MAX);
  async function ask(): Promise<void> {
    for (let key = open.shift(); key !== undefined; key = open.shift()) {
      try {
        const object = await headObject(client, place, key);
        if (object) objects.push(object);
        else gone.push(key);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        later.push(key);
      }
    }
  }
  await Promise.all(Array.from({ length: HINTS_PARALLEL_MAX }, ask));
  return { objects, gone, later };
}
