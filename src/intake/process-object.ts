/** One object, from S3 to stored findings. Everything it does may be done again with the same result. */

import { createHash } from "node:crypto";
import { getObject, type S3Client } from "../aws/s3.ts";
import { applyChunk, chunkIdOf, type ProfileHost } from "../core/apply-chunk.ts";
import type { CallChunk } from "../core/group/chunker.ts";
import { CLOUDTRAIL_PARSER_VERSION } from "../core/sources/cloudtrail/cloudtrail-reader.ts";
import type { Fault } from "../core/observe.ts";
import type { Sighting } from "../core/finding.ts";
import { TRAIL_STARTS_MAX } from "../core/limits.ts";
import { parseLogKey } from "../core/sources/log-key.ts";
import { trailStartsOf } from "./digest/trail-starts.ts";
import type { ReadOutcome } from "./read-cloudtrail.ts";
import { readCloudTrail } from "./read-cloudtrail.ts";
import type { IngestMessage } from "./ingest-message.ts";
import type { BucketPlace } from "../aws/s3-url.ts";

const HOUR_MS = 3_600_000;

export type ProcessDeps = {
  readonly client: S3Client;
  readonly place: BucketPlace;
  readonly profiles: ProfileHost;
  readonly enabledRegions: (accountId: string) => readonly string[];
  /** Stores what a chunk saw, before the next chunk is read. */
  readonly save: (sightings: readonly Sighting[]) => Promise<void>;
};

export type Processed = ReadOutcome & {
  /** SHA-256 of the inflated bytes, hexadecimal, as CloudTrail's digest says it; null where a bound ended the reading. */
  readonly sha256: string | null;
  /** Event times at which logging to a trail began or a trail was changed. */
  readonly trailStarts: readonly number[];
  readonly chunks: number;
  readonly profileCalls: number;
  readonly duplicates: number;
  readonly faults: readonly Fault[];
};

/** Throws for what another attempt may mend: network, S3, STS, D1, a profile object. */
export async function processObject(deps: ProcessDeps, message: IngestMessage): Promise<Processed> {
  const key = parseLogKey(message.key);
  const facts = key && "kind" in key ? key : { accountId: message.accountId, region: null, timeMs: null };
  const object = { bucket: deps.place.bucket, key: message.key, etag: message.etag };
  const bucket = Math.floor((facts.timeMs ?? message.modifiedMs) / HOUR_MS);
  const total = { chunks: 0, profileCalls: 0, duplicates: 0, faults: [] as Fault[], trailStarts: [] as number[] };
  const hash = createHash("sha256");
  const onChunk = async (chunk: CallChunk): Promise<void> => {
    const id = chunkIdOf(object, `cloudtrail/${CLOUDTRAIL_PARSER_VERSION}`, chunk.number);
    const outcome = await applyChunk({ id, bucket }, chunk, deps.profiles, deps.enabledRegions);
    if (outcome.sightings.length > 0) await deps.save(outcome.sightings);
    total.chunks++;
    total.trailStarts.push(...trailStartsOf(chunk.calls).slice(0, TRAIL_STARTS_MAX - total.trailStarts.length));
    total.profileCalls += outcome.calls;
    total.duplicates += outcome.duplicates;
    total.faults.push(...outcome.faults);
  };
  const response = await getObject(deps.client, deps.place, message.key, message.etag);
  const body = new SizedBody(response, message.size);
  try {
    const place = { accountId: facts.accountId, region: facts.region };
    const outcome = await readCloudTrail(body, place, onChunk, undefined, (slice) => hash.update(slice));
    return { ...outcome, ...total, sha256: outcome.whole ? hash.digest("hex") : null };
  } finally {
    await body.cancel();
  }
}

/** A response body that is complete or an error: a connection that ends early must not look like a short object. */
class SizedBody implements AsyncIterable<Uint8Array> {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | null;
  readonly #size: number;
  #ended = false;

  constructor(response: Response, size: number) {
    this.#reader = response.body?.getReader() ?? null;
    this.#size = size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    while (this.#reader) {
      const { done, value } = await this.#reader.read();
      if (done) break;
      bytes += value.length;
      yield value;
    }
    this.#ended = true;
    if (bytes !== this.#size) throw new Error(`the body ended after ${bytes} of ${this.#size} bytes`);
  }

  /** An unread body holds one of the six connections. */
  async cancel(): Promise<void> {
    if (!this.#ended) await this.#reader?.cancel().catch(() => {});
  }
}
