/** One object, from S3 to stored findings. Everything it does may be done again with the same result. */

import { createHash } from "node:crypto";
import { getObject, getRange, type S3Client } from "../aws/s3.ts";
import type { BucketPlace } from "../aws/s3-url.ts";
import { chunkIdOf, type ChunkOutcome, type ProfileHost } from "../core/apply-chunk.ts";
import type { Cities } from "../core/enrich/cities.ts";
import type { Enrichment } from "../core/enrich/facts.ts";
import { ObjectSights, type Sight } from "../core/coverage/object-sights.ts";
import type { HostRecords } from "../core/group/host-records.ts";
import type { ApiCall } from "../core/event.ts";
import type { Sighting } from "../core/finding.ts";
import { TRAIL_STARTS_MAX } from "../core/limits.ts";
import type { Fault } from "../core/observe.ts";
import { parseLogKey } from "../core/sources/log-key.ts";
import { trailStartsOf } from "./digest/trail-starts.ts";
import type { IngestMessage } from "./ingest-message.ts";
import { type ObjectFacts, type ReadDeps, readObject } from "./read-object.ts";
import type { ReadOutcome } from "./read-outcome.ts";
import { SizedBody } from "../http/sized-body.ts";

const HOUR_MS = 3_600_000;

export type ProcessDeps = {
  readonly client: S3Client;
  readonly place: BucketPlace;
  readonly profiles: ProfileHost;
  readonly enrichment: Enrichment;
  readonly cities: Cities;
  /** Stores what a chunk saw, before the next chunk is read. */
  readonly save: (sightings: readonly Sighting[]) => Promise<void>;
};

export type Processed = ReadOutcome & {
  /**
   * SHA-256 of a CloudTrail object's inflated bytes, hexadecimal, as a digest says it; null where a bound ended the
   * reading, and for other kinds.
   */
  readonly sha256: string | null;
  /** Event times at which logging to a trail began or a trail was changed. */
  readonly trailStarts: readonly number[];
  /** What it shows of Regions and hosts beyond the object's own logs. */
  readonly sights: readonly Sight[];
  readonly chunks: number;
  readonly profileCalls: number;
  readonly duplicates: number;
  readonly faults: readonly Fault[];
};

/** Throws for what another attempt may mend: network, S3, STS, D1, a profile object. */
export async function processObject(deps: ProcessDeps, message: IngestMessage): Promise<Processed> {
  const { timeMs, parquet, ...facts } = factsOf(message);
  const object = { bucket: deps.place.bucket, key: message.key, etag: message.etag };
  const bucket = Math.floor((timeMs ?? message.modifiedMs) / HOUR_MS);
  const total = { chunks: 0, profileCalls: 0, duplicates: 0, faults: [] as Fault[], trailStarts: [] as number[] };
  const onApplied = async (outcome: ChunkOutcome): Promise<void> => {
    if (outcome.sightings.length > 0) await deps.save(outcome.sightings);
    total.chunks++;
    total.profileCalls += outcome.calls;
    total.duplicates += outcome.duplicates;
    total.faults.push(...outcome.faults);
  };
  const { profiles, enrichment, cities } = deps;
  const identify: ReadDeps["identify"] = (parser, number) => ({ id: chunkIdOf(object, parser, number), bucket });
  const hash = createHash("sha256");
  const sights = new ObjectSights(facts.region);
  const onHosts = (hosts: readonly HostRecords[]): void => sights.addHosts(hosts);
  const onCalls = (calls: readonly ApiCall[]): void => {
    sights.addCalls(calls);
    total.trailStarts.push(...trailStartsOf(calls).slice(0, TRAIL_STARTS_MAX - total.trailStarts.length));
  };
  const onBytes = (slice: Uint8Array): void => void hash.update(slice);
  const readDeps = { profiles, enrichment, cities, callChunks: null, identify, onApplied, onCalls, onHosts, onBytes };
  const outcome = parquet
    ? await readObject(facts, { ranges: rangesOf(deps, message) }, readDeps)
    : await readStream(deps, message, facts, readDeps);
  const hashed = facts.kind === "cloudtrail" && outcome.whole !== false;
  return { ...outcome, ...total, sights: sights.list(), sha256: hashed ? hash.digest("hex") : null };
}

type KeyFacts = ObjectFacts & { readonly timeMs: number | null; readonly parquet: boolean };

/** What the key says; a key without a layout is taken for CloudTrail, which names everything in its records. */
function factsOf({ key, accountId }: IngestMessage): KeyFacts {
  const known = parseLogKey(key);
  if (known === null || "neighbour" in known) {
    return { kind: "cloudtrail", accountId, region: null, vpcId: null, timeMs: null, parquet: false };
  }
  const { kind, region, vpcId, timeMs, parquet } = known;
  return { kind, accountId: known.accountId, region, vpcId, timeMs, parquet };
}

async function readStream(
  deps: ProcessDeps,
  message: IngestMessage,
  facts: ObjectFacts,
  readDeps: ReadDeps,
): Promise<ReadOutcome> {
  const response = await getObject(deps.client, deps.place, message.key, message.etag);
  const body = new SizedBody(response, message.size);
  try {
    return await readObject(facts, { stream: body }, readDeps);
  } finally {
    await body.cancel();
  }
}

function rangesOf({ client, place }: ProcessDeps, { key, etag, size }: IngestMessage) {
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    const bytes = await (await getRange(client, place, key, etag, start, end)).arrayBuffer();
    if (bytes.byteLength !== end - start) {
      throw new Error(`a range ended after ${bytes.byteLength} of ${end - start} bytes`);
    }
    return bytes;
  };
  return { byteLength: size, read };
}
