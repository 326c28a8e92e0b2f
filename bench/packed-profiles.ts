/** Profiles as the Worker keeps them, packed between chunks and behind packed calls, but in this process. */

import type { ProfileHost } from "../src/core/apply-chunk.ts";
import { type Applied, applyToPrincipal, applyToRegion, type ProfileRow } from "../src/core/apply-packed.ts";
import { principalReadsBodies, regionReadsBodies } from "../src/core/detect/indexes.ts";
import { sightingsOf } from "../src/core/findings/sighting.ts";
import { packCalls } from "../src/core/group/call-codec.ts";

export function packedProfiles(): ProfileHost {
  const rows = new Map<string, ProfileRow>();
  const applyTo = (name: readonly string[], apply: (row: ProfileRow | null) => Applied, chunkId: string) => {
    const key = name.join("\n");
    const { observation, row } = apply(rows.get(key) ?? null);
    rows.set(key, row);
    const { hits, faults, duplicates } = observation;
    return { sightings: sightingsOf(hits, chunkId), faults, duplicates };
  };
  return {
    region: async (chunk, batch) => {
      const name = [batch.accountId, batch.region];
      const calls = packCalls(batch.calls, regionReadsBodies);
      const learnOnly = packCalls(batch.learnOnly, regionReadsBodies);
      return applyTo(name, (row) => applyToRegion(row, name, calls, learnOnly), chunk.id);
    },
    principal: async (chunk, batch) => {
      const name = [batch.accountId, batch.principal];
      const calls = packCalls(batch.calls, principalReadsBodies);
      return applyTo(name, (row) => applyToPrincipal(row, name, calls), chunk.id);
    },
  };
}
