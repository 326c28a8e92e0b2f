/** Profiles in Durable Objects, behind the same interface as those in memory. */

import type { ChunkIdentity, ProfileAnswer, ProfileHost } from "../core/apply-chunk.ts";
import { principalReadsBodies, regionReadsBodies } from "../core/detect/indexes.ts";
import { packCalls } from "../core/group/call-codec.ts";
import type { PrincipalBatch, RegionBatch } from "../core/group/group-calls.ts";
import { hashId } from "../core/hash.ts";
import type { Env } from "../env.ts";

export type WriteCount = { rowsWritten: number };

/** `written` is added to: rows that the objects wrote. */
export function durableProfiles(env: Env, written: WriteCount): ProfileHost {
  return {
    region: async (chunk: ChunkIdentity, batch: RegionBatch) => {
      const name = [batch.accountId, batch.region];
      const calls = packCalls(batch.calls, regionReadsBodies);
      const learnOnly = packCalls(batch.learnOnly, regionReadsBodies);
      const { answer, rowsWritten } = await regionStub(env, ...name).apply(chunk, name, calls, learnOnly);
      written.rowsWritten += rowsWritten;
      return JSON.parse(answer) as ProfileAnswer;
    },
    principal: async (chunk: ChunkIdentity, batch: PrincipalBatch) => {
      const name = [batch.accountId, batch.principal];
      const packed = packCalls(batch.calls, principalReadsBodies);
      const { answer, rowsWritten } = await principalStub(env, ...name).apply(chunk, name, packed);
      written.rowsWritten += rowsWritten;
      return JSON.parse(answer) as ProfileAnswer;
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
