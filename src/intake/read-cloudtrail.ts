/** A CloudTrail object's body → chunks, one after another: the next is read when the last has been applied. */

import { type CallChunk, Chunker, type ChunkLimits } from "../core/group/chunker.ts";
import { readsBodies } from "../core/detect/indexes.ts";
import { CLOUDTRAIL_OBJECT_BYTES_MAX } from "../core/limits.ts";
import { CloudTrailReader } from "../core/sources/cloudtrail/cloudtrail-reader.ts";
import type { KeyFacts } from "../core/sources/cloudtrail/to-api-call.ts";
import type { ObjectCounts } from "../core/sources/object-counts.ts";
import { inflate, InflateError } from "./inflate.ts";

export type ReadOutcome = {
  readonly counts: ObjectCounts;
  /** Why the object could not be read to its end; what came before has been applied. */
  readonly problem: string | null;
  /** False where a bound ended the reading: the rest was not looked at. */
  readonly whole: boolean;
};

/**
 * Errors of the body (network) are thrown: another attempt may do better. `onBytes` is shown the inflated bytes as they
 * are read, of which a digest has the hash.
 */
export async function readCloudTrail(
  body: AsyncIterable<Uint8Array>,
  key: KeyFacts,
  onChunk: (chunk: CallChunk) => Promise<void>,
  limits?: ChunkLimits,
  onBytes?: (slice: Uint8Array) => void,
): Promise<ReadOutcome> {
  const chunker = new Chunker(limits);
  const reader = new CloudTrailReader(key, (call, bytes) => chunker.add(call, bytes), readsBodies);
  let problem: string | null = null;
  let whole = true;
  try {
    for await (const slice of inflate(body, CLOUDTRAIL_OBJECT_BYTES_MAX)) {
      onBytes?.(slice);
      reader.push(slice);
      for (const chunk of chunker.take()) await onChunk(chunk);
    }
    reader.end();
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    problem = error.message;
    whole = !error.bound;
  }
  for (const chunk of chunker.end()) await onChunk(chunk);
  const { counts } = reader;
  if (problem === null && counts.records === 0 && counts.seen === counts.rejected && counts.rejected > 0) {
    problem = `no CloudTrail record in it; ${counts.samples[0]}`;
  }
  return { counts, problem, whole };
}
