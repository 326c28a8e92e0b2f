/** What the hosts of a chunk did → their inventory → their profiles → what they saw. The same code for the Worker and for `scan`. */

import type { ChunkIdentity, ChunkOutcome, ProfileHost } from "./apply-chunk.ts";
import type { HostBatch } from "./group/host-batch.ts";
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
  const batches: HostBatch[] = [];
  for (const place of places) batches.push(...(await nameHosts(chunk, place, profiles)));
  const answers = await inParallel(PROFILE_CALLS_PARALLEL_MAX, batches, (batch) => profiles.host(chunk, batch));
  return {
    sightings: answers.flatMap((answer) => answer.sightings),
    faults: answers.flatMap((answer) => answer.faults),
    duplicates: 0,
    calls: places.length + batches.length,
  };
}

/** One batch a host, its records joined in their order, whatever names they came under. */
async function nameHosts(
  chunk: ChunkIdentity,
  records: readonly HostRecords[],
  profiles: ProfileHost,
): Promise<readonly HostBatch[]> {
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
  const byHost = new Map<string, HostBatch>();
  for (const [at, { flows, lookups }] of records.entries()) {
    const known = facts[at];
    if (!known) continue;
    const { host } = known;
    const joined = byHost.get(host);
    byHost.set(host, {
      accountId,
      region,
      host,
      facts: joined?.facts ?? known,
      flows: joined ? [...joined.flows, ...flows] : flows,
      lookups: joined ? [...joined.lookups, ...lookups] : lookups,
    });
  }
  return [...byHost.values()];
}
