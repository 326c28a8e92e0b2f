/** A CloudTrail object's body → chunks, one after another: the next is read when the last has been applied. */

import { type CallChunk, Chunker, type ChunkLimits } from "../core/group/chunker.ts";
import { type Enrichment, NO_ENRICHMENT } from "../core/enrich/facts.ts";
import { readsBodies } from "../core/detect/indexes.ts";
import { CLOUDTRAIL_OBJECT_BYTES_MAX } from "../core/limits.ts";
import { CloudTrailReader } from "../core/sources/cloudtrail/cloudtrail-reader.ts";
import type { KeyFacts } from "../core/sources/cloudtrail/to-api-call.ts";
import { inflate, InflateError } from "../http/inflate.ts";
import { type ReadOutcome, whyNothing } from "./read-outcome.ts";

/**
 * Errors of the body (network) are thrown: another attempt may do better. `onBytes` is shown the inflated bytes as they
 * are read, of which a digest has the hash.
 */
export async function readCloudTrail(
  body: AsyncIterable<Uint8Array>,
  key: KeyFacts,
  onChunk: (chunk: CallChunk) => Promise<void>,
  limits?: ChunkLimits,
  callerFacts: Enrichment["caller"] = NO_ENRICHMENT.caller,
  onBytes?: (slice: Uint8Array) => void,
): Promise<ReadOutcome> {
  const chunker = new Chunker(limits);
  const reader = new CloudTrailReader(
    key,
    (call, bytes) => chunker.add(call, bytes, callerFacts(call.sourceIp, call.identity.accessKeyId)),
    readsBodies,
  );
  let problem: string | null = null;
  let cut: string | null = null;
  let whole = true;
  try {
    for await (const slice of inflate(body, CLOUDTRAIL_OBJECT_BYTES_MAX)) {
      onBytes?.(slice);
      reader.push(slice);
      for (const chunk of chunker.take()) await onChunk(chunk);
    }
    cut = reader.end();
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    problem = error.message;
    whole = !error.bound;
  }
  for (const chunk of chunker.end()) await onChunk(chunk);
  const { counts } = reader;
  const found = { counts, problem: problem ?? whyNothing(counts, "CloudTrail") ?? cut };
  return whole ? found : { ...found, whole };
}
