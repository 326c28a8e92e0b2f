/** Profiles in Durable Objects, behind the same interface as those in memory. */

import type { ChunkIdentity, ProfileAnswer, ProfileHost } from "../core/apply-chunk.ts";
import { accountReadsBodies, principalReadsBodies, regionReadsBodies } from "../core/detect/indexes.ts";
import { packCalls } from "../core/group/call-codec.ts";
import type { SentHostBatch } from "../core/group/host-batch.ts";
import { packHostBatch } from "../core/group/host-codec.ts";
import type { PrincipalBatch, RegionBatch } from "../core/group/group-calls.ts";
import { hashId } from "../core/hash.ts";
import type { AccountContext } from "../core/profile/account-context.ts";
import type { HostFacts } from "../core/profile/host-facts.ts";
import { GLOBAL } from "../core/profile/profile.ts";
import type { Env } from "../env.ts";
import { deployedAmong } from "../store/ledgers.ts";

export type WriteCount = { rowsWritten: number };

/** `written` is added to: rows that the objects wrote. */
export function durableProfiles(env: Env, written: WriteCount): ProfileHost {
  return {
    account: async (chunk, { accountId, calls }) => {
      const packed = packCalls(calls, accountReadsBodies);
      const { context, rowsWritten } = await regionStub(env, accountId, GLOBAL).learn(
        chunk,
        [accountId, GLOBAL],
        packed,
      );
      written.rowsWritten += rowsWritten;
      return JSON.parse(context) as AccountContext;
    },
    region: async (chunk: ChunkIdentity, batch: RegionBatch) => {
      const name = [batch.accountId, batch.region];
      const calls = packCalls(batch.calls, regionReadsBodies);
      const { answer, rowsWritten } = await regionStub(env, ...name).apply(chunk, name, calls);
      written.rowsWritten += rowsWritten;
      return JSON.parse(answer) as ProfileAnswer;
    },
    principal: async (chunk: ChunkIdentity, batch: PrincipalBatch) => {
      const name = [batch.accountId, batch.principal];
      const packed = packCalls(batch.calls, principalReadsBodies);
      const context = JSON.stringify(batch.context);
      const { answer, rowsWritten } = await principalStub(env, ...name).apply(chunk, name, packed, context);
      written.rowsWritten += rowsWritten;
      return JSON.parse(answer) as ProfileAnswer;
    },
    forget: async (chunk, { accountId, calls }) => {
      const packed = packCalls(calls, accountReadsBodies);
      written.rowsWritten += await regionStub(env, accountId, GLOBAL).forget(chunk, packed);
    },
    deployed: (accountIds) => deployedAmong(env.DB, accountIds),
    host: async (chunk: ChunkIdentity, batch: SentHostBatch) => {
      const stub = hostStub(env, batch.accountId, batch.region, batch.host);
      const { answer, rowsWritten } = await stub.apply(chunk, packHostBatch(batch));
      written.rowsWritten += rowsWritten;
      return JSON.parse(answer) as ProfileAnswer;
    },
    describe: async (chunk, accountId, region, questions) => {
      const { facts, rowsWritten } = await regionStub(env, accountId, region).describe(chunk, questions);
      written.rowsWritten += rowsWritten;
      return JSON.parse(facts) as HostFacts[];
    },
  };
}

/** Names are hashes of length-prefixed parts: no name that a log chooses can reach another's object. */
export function regionStub(env: Env, ...name: readonly string[]) {
  return env.REGION_PROFILE.getByName(hashId("region", ...name));
}

export function principalStub(env: Env, ...name: readonly string[]) {
  return env.PRINCIPAL_PROFILE.getByName(hashId("principal", ...name));
}

export function hostStub(env: Env, ...name: readonly string[]) {
  return env.HOST_PROFILE.getByName(hashId("host", ...name));
}
