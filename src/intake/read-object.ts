/** An object of any kind → chunks applied to profiles, one after another. The same steps for the Worker and for `scan`. */

import { applyChunk, type ChunkIdentity, type ChunkOutcome, type ProfileHost } from "../core/apply-chunk.ts";
import { applyHosts } from "../core/apply-hosts.ts";
import { withCallerCities } from "../core/enrich/caller-cities.ts";
import type { Cities } from "../core/enrich/cities.ts";
import type { Enrichment } from "../core/enrich/facts.ts";
import type { ApiCall } from "../core/event.ts";
import { withFindingCities } from "../core/findings/finding-cities.ts";
import type { HostRecords } from "../core/group/host-records.ts";
import type { ChunkLimits } from "../core/group/chunker.ts";
import { CLOUDTRAIL_PARSER_VERSION } from "../core/sources/cloudtrail/cloudtrail-reader.ts";
import { DNS_PARSER_VERSION } from "../core/sources/dns/dns-reader.ts";
import { FLOW_PARSER_VERSION } from "../core/sources/flow/flow-reader.ts";
import type { LogKind } from "../core/sources/log-key.ts";
import type { RangeSource } from "./parquet.ts";
import { readCloudTrail } from "./read-cloudtrail.ts";
import { readDns } from "./read-dns.ts";
import { type HostChunk, readFlow, readFlowParquet } from "./read-flow.ts";
import type { ReadOutcome } from "./read-outcome.ts";

/** How the object's bytes are had: in one stream, or by ranges. */
export type ObjectBytes = { readonly stream: AsyncIterable<Uint8Array> } | { readonly ranges: RangeSource };

/** What the object's key says, for records that leave it out. */
export type ObjectFacts = {
  readonly kind: LogKind;
  readonly accountId: string | null;
  readonly region: string | null;
  readonly vpcId: string | null;
};

export type ReadDeps = {
  readonly profiles: ProfileHost;
  readonly enrichment: Enrichment;
  /** Cities of callers, and of the addresses in findings: of no others. */
  readonly cities: Cities;
  /** Null: those of limits.ts. */
  readonly callChunks: ChunkLimits | null;
  /** Told of each chunk's calls before it is applied. */
  readonly onCalls?: (calls: readonly ApiCall[]) => void;
  /** Told of each chunk's hosts before it is applied. */
  readonly onHosts?: (records: readonly HostRecords[]) => void;
  /** Shown the inflated bytes of a CloudTrail object as they are read: what a digest has the hash of. */
  readonly onBytes?: (slice: Uint8Array) => void;
  /** The same on every attempt. `parser`: name and version of what cut the chunk. */
  readonly identify: (parser: string, chunkNumber: number) => ChunkIdentity;
  /** Has what a chunk saw stored, before the next chunk is read. */
  readonly onApplied: (outcome: ChunkOutcome) => Promise<void>;
};

/** An account that neither key nor record names. */
const UNKNOWN_ACCOUNT = "unknown";

/** Throws for what another attempt may mend: the body, a profile, the store. */
export async function readObject(facts: ObjectFacts, bytes: ObjectBytes, deps: ReadDeps): Promise<ReadOutcome> {
  const { kind, region, vpcId } = facts;
  const accountId = facts.accountId ?? UNKNOWN_ACCOUNT;
  const onHosts = async ({ number, records }: HostChunk): Promise<void> => {
    deps.onHosts?.(records);
    const parser = kind === "dns" ? `dns/${DNS_PARSER_VERSION}` : `flow/${FLOW_PARSER_VERSION}`;
    await tell(await applyHosts(deps.identify(parser, number), records, deps.profiles), deps);
  };
  const { enrichment } = deps;
  if ("ranges" in bytes) {
    return await readFlowParquet(bytes.ranges, { accountId, region }, enrichment.address, onHosts);
  }
  switch (kind) {
    case "flow":
      return await readFlow(bytes.stream, { accountId, region }, enrichment.address, onHosts);
    case "dns":
      return await readDns(bytes.stream, { accountId, region, vpcId }, enrichment, onHosts);
    case "cloudtrail":
      return await readCalls(facts, bytes.stream, deps);
  }
}

async function readCalls(facts: ObjectFacts, body: AsyncIterable<Uint8Array>, deps: ReadDeps): Promise<ReadOutcome> {
  const parser = `cloudtrail/${CLOUDTRAIL_PARSER_VERSION}`;
  return await readCloudTrail(
    body,
    { accountId: facts.accountId, region: facts.region },
    async ({ number, calls: read }) => {
      const calls = await withCallerCities(read, deps.cities);
      deps.onCalls?.(calls);
      await tell(await applyChunk(deps.identify(parser, number), { number, calls }, deps.profiles), deps);
    },
    deps.callChunks ?? undefined,
    deps.enrichment.caller,
    deps.onBytes,
  );
}

async function tell(outcome: ChunkOutcome, { cities, onApplied }: ReadDeps): Promise<void> {
  await onApplied({ ...outcome, sightings: await withFindingCities(outcome.sightings, cities) });
}
