/** What the hosts of a chunk did → their inventory → their profiles → what they saw. The same code for the Worker and for `scan`. */

import type { ChunkIdentity, ChunkOutcome, ProfileHost } from "./apply-chunk.ts";
import { joinFlows } from "./group/flows.ts";
import type { SentHostBatch } from "./group/host-batch.ts";
import type { HostRecords } from "./group/host-records.ts";
import { inParallel } from "./in-parallel.ts";
import { PROFILE_CALLS_PARALLEL_MAX } from "./limits.ts";

/** Where neither a record nor the object's key names the Region. */
export const UNKNOWN_REGION = "unknown";

/** The Region's inventory is asked first: an interface and an address may be the same instance. */
export async function applyHosts(
  chunk: ChunkIdentity,
  records: readonly HostRecords[],
  profiles: ProfileHost,
): Promise<ChunkOutcome> {
  const places = [...Map.groupBy(records, ({ accountId, region }) => `${accountId}\n${region}`).values()];
  const batches: HostToBe[] = [];
  for (const place of places) batches.push(...(await nameHosts(chunk, place, profiles)));
  const answers = await inParallel(PROFILE_CALLS_PARALLEL_MAX, batches, (host) => profiles.host(chunk, batchOf(host)));
  return {
    sightings: answers.flatMap((answer) => answer.sightings),
    faults: answers.flatMap((answer) => answer.faults),
    duplicates: 0,
    calls: places.length + batches.length,
  };
}

/** A host's batch, whose lookups are made when its turn comes. */
type HostToBe = Pick<SentHostBatch, "accountId" | "region" | "host" | "facts"> & { readonly parts: HostRecords[] };

/** Its records joined in their order. */
function batchOf({ parts, ...host }: HostToBe): SentHostBatch {
  const [only] = parts;
  if (only && parts.length === 1) return { ...host, flows: only.flows, lookups: only.lookups };
  const flows = joinFlows(parts.map((part) => part.flows));
  return { ...host, flows, lookups: parts.flatMap(({ lookups }) => lookups) };
}

/** One batch a host, whatever names its records came under. */
async function nameHosts(
  chunk: ChunkIdentity,
  records: readonly HostRecords[],
  profiles: ProfileHost,
): Promise<readonly HostToBe[]> {
  const [first] = records;
  if (!first) return [];
  const { accountId } = first;
  const region = first.region ?? UNKNOWN_REGION;
  const facts = await profiles.describe(
    chunk,
    accountId,
    region,
    records.map(({ question }) => question),
  );
  const byHost = new Map<string, HostToBe>();
  for (const [at, own] of records.entries()) {
    const known = facts[at];
    if (!known) continue;
    const { host } = known;
    const joined = byHost.get(host);
    if (joined) joined.parts.push(own);
    else byHost.set(host, { accountId, region, host, facts: known, parts: [own] });
  }
  return [...byHost.values()];
}
