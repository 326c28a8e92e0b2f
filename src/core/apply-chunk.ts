/** One chunk of an object → the profiles it touches → what they saw. The same code for the Worker and for `scan`. */

import { applyRoleSignals } from "./apply-role-signals.ts";
import type { Sighting } from "./finding.ts";
import type { ApiCall } from "./event.ts";
import type { CallChunk } from "./group/chunker.ts";
import {
  type AccountBatch,
  groupByAccount,
  groupByPrincipal,
  groupByRegion,
  type PrincipalBatch,
  type RegionBatch,
} from "./group/group-calls.ts";
import type { SentHostBatch } from "./group/host-batch.ts";
import { hashId } from "./hash.ts";
import { inParallel } from "./in-parallel.ts";
import { PROFILE_CALLS_PARALLEL_MAX } from "./limits.ts";
import type { Fault } from "./observe.ts";
import { remoteAccountsOf } from "./profile/affiliates.ts";
import { type AccountContext, withAffiliates } from "./profile/account-context.ts";
import type { HostFacts, HostQuestion } from "./profile/host-facts.ts";

/** What a profile says of a chunk, remembered by it: the same chunk gets the same answer for 35 days. */
export type ProfileAnswer = {
  readonly sightings: readonly Sighting[];
  readonly faults: readonly Fault[];
  readonly duplicates: number;
  /** Ids of events that no profile is to learn from: see Observation. */
  readonly distrusted?: readonly string[];
};

export type ChunkIdentity = {
  readonly id: string;
  /** Which of a profile's rows remembers the chunk: the hour of delivery, the same on every attempt. */
  readonly bucket: number;
};

/** Where profiles live: Durable Objects in the Worker, memory in `scan` and in tests. */
export type ProfileHost = {
  /** What is normal in the account, of these calls; remembered with the chunk, so that a replay judges by the same. */
  readonly account: (chunk: ChunkIdentity, batch: AccountBatch) => Promise<AccountContext>;
  readonly region: (chunk: ChunkIdentity, batch: RegionBatch) => Promise<ProfileAnswer>;
  readonly principal: (chunk: ChunkIdentity, batch: PrincipalBatch) => Promise<ProfileAnswer>;
  /** Takes back what `account` has counted of these calls, once for a chunk. */
  readonly forget: (chunk: ChunkIdentity, batch: AccountBatch) => Promise<void>;
  /** Those of the accounts whose logs this deployment reads. */
  readonly deployed: (accountIds: readonly string[]) => Promise<readonly string[]>;
  readonly host: (chunk: ChunkIdentity, batch: SentHostBatch) => Promise<ProfileAnswer>;
  /** What the Region's inventory knows of hosts, in the order of the questions; the same names for the same chunk. */
  readonly describe: (
    chunk: ChunkIdentity,
    accountId: string,
    region: string,
    questions: readonly HostQuestion[],
  ) => Promise<readonly HostFacts[]>;
};

export type ChunkOutcome = ProfileAnswer & { /** Profiles called. */ readonly calls: number };

/** Chunk id = hash(bucket, key, etag, parser version, chunk number): the same on every attempt. */
export function chunkIdOf(
  object: { bucket: string; key: string; etag: string },
  parser: string,
  number: number,
): string {
  return hashId("chunk", object.bucket, object.key, object.etag, parser, String(number));
}

/**
 * Accounts are asked before principals: what is normal in the account travels to them with their calls. What was found on an
 * instance's role goes to the instance last.
 */
export async function applyChunk(identity: ChunkIdentity, chunk: CallChunk, host: ProfileHost): Promise<ChunkOutcome> {
  const ask = <Batch, Answer>(batches: readonly Batch[], work: (batch: Batch) => Promise<Answer>) =>
    inParallel(PROFILE_CALLS_PARALLEL_MAX, batches, work);
  const accounts = groupByAccount(chunk.calls);
  const contexts = await ask(accounts, (batch) => host.account(identity, batch));
  const remote = remoteAccountsOf(chunk.calls);
  const deployed = remote.length === 0 ? [] : await host.deployed(remote);
  const byAccount = new Map(
    accounts.map(({ accountId }, at) => [accountId, withAffiliates(contexts[at] as AccountContext, deployed)]),
  );
  const regions = await ask(groupByRegion(chunk.calls), (batch) => host.region(identity, batch));
  const principals = await ask(groupByPrincipal(chunk.calls, byAccount), (batch) => host.principal(identity, batch));
  const seen = [...regions, ...principals];
  const told = seen.flatMap(({ sightings }) => sightings);
  const hosts = await applyRoleSignals(identity, chunk.calls, told, byAccount, host);
  const forgotten = await forgetDistrusted(identity, chunk.calls, principals, host);
  const answers = [...seen, ...hosts];
  return {
    sightings: answers.flatMap((answer) => answer.sightings),
    faults: answers.flatMap((answer) => answer.faults),
    duplicates: principals.reduce((sum, answer) => sum + answer.duplicates, 0),
    calls: accounts.length + answers.length + hosts.length + forgotten,
  };
}

/** What principals do not learn, their accounts do not either. An account remembers it apart from what it learned of the chunk. */
async function forgetDistrusted(
  chunk: ChunkIdentity,
  calls: readonly ApiCall[],
  answers: readonly ProfileAnswer[],
  host: ProfileHost,
): Promise<number> {
  const ids = new Set(answers.flatMap(({ distrusted }) => distrusted ?? []));
  if (ids.size === 0) return 0;
  const batches = groupByAccount(calls.filter(({ id }) => ids.has(id)));
  const identity = { ...chunk, id: hashId("distrusted", chunk.id) };
  for (const batch of batches) await host.forget(identity, batch);
  return batches.length;
}
