/** `Resource` and `NotResource` of a statement → whether it covers the bucket itself, and objects in it. */

import { globMatches, globReaches, variablesAsWildcards } from "./glob.ts";

export type Coverage = { readonly bucket: boolean; readonly objects: boolean };

/** Keys unlike each other: a pattern that matches both is taken to match every key. */
const PROBE_KEYS = ["\u0001", "zz/\uffff.\uffff"];

/** `bucket` null: the record did not name it, and a statement is taken to be about it. */
export function coverageOf(patterns: readonly string[], inverted: boolean, bucket: string | null): Coverage {
  if (bucket === null) {
    const some = inverted || patterns.length > 0;
    return { bucket: some, objects: some };
  }
  const bucketArn = `arn:aws:s3:::${bucket}`;
  const globs = patterns.map(inPartitionAws);
  if (!inverted) {
    return {
      bucket: globs.some((glob) => globMatches(glob, bucketArn)),
      objects: globs.some((glob) => globReaches(glob, `${bucketArn}/`)),
    };
  }
  const coversAllObjects = (glob: string): boolean =>
    PROBE_KEYS.every((key) => globMatches(glob, `${bucketArn}/${key}`));
  return {
    bucket: !globs.some((glob) => globMatches(glob, bucketArn)),
    objects: !globs.some(coversAllObjects),
  };
}

/** One partition stands for all: a bucket's policy can only name buckets of its own. */
function inPartitionAws(pattern: string): string {
  return variablesAsWildcards(pattern).replace(/^arn:[^:]*:/, "arn:aws:");
}
