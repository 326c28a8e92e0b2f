/** Profiles as the Worker keeps them, packed between chunks and behind packed calls, but in this process. */

import type { ProfileAnswer, ProfileHost } from "../src/core/apply-chunk.ts";
import {
  applyToAccount,
  applyToHost,
  applyToPrincipal,
  applyToRegion,
  forgetToAccount,
  type ProfileRow,
} from "../src/core/apply-packed.ts";
import { accountReadsBodies, principalReadsBodies, regionReadsBodies } from "../src/core/detect/indexes.ts";
import { sightingsOf } from "../src/core/findings/sighting.ts";
import { packCalls } from "../src/core/group/call-codec.ts";
import { packHostBatch } from "../src/core/group/host-codec.ts";
import type { Observation } from "../src/core/observe.ts";
import type { AccountContext } from "../src/core/profile/account-context.ts";
import { GLOBAL } from "../src/core/profile/profile.ts";
import { describeHost } from "../src/core/inventory/inventory.ts";
import { memoryInventory } from "../src/core/inventory/memory-inventory.ts";

/** Rows of profiles of API calls, by their names joined. */
export type CallRows = Map<string, ProfileRow>;

/** `rows` are changed in place. */
export function packedProfiles(rows: CallRows = new Map()): ProfileHost {
  const hosts = new Map<string, string>();
  const inventory = memoryInventory();
  const homes = memoryInventory();
  return {
    account: async (_chunk, { accountId, calls }) => {
      const key = `${accountId}\n${GLOBAL}`;
      const packed = packCalls(calls, accountReadsBodies);
      const { context, row } = applyToAccount(rows.get(key) ?? null, [accountId, GLOBAL], packed, homes);
      rows.set(key, row);
      return JSON.parse(context) as AccountContext;
    },
    region: async (chunk, batch) => {
      const name = [batch.accountId, batch.region];
      const calls = packCalls(batch.calls, regionReadsBodies);
      return applyTo(rows, name, (row) => applyToRegion(row, name, calls, inventory), chunk.id);
    },
    principal: async (chunk, batch) => {
      const name = [batch.accountId, batch.principal];
      const calls = packCalls(batch.calls, principalReadsBodies);
      const context = JSON.stringify(batch.context);
      return applyTo(rows, name, (row) => applyToPrincipal(row, name, calls, context), chunk.id);
    },
    forget: async (_chunk, { accountId, calls }) => {
      const key = `${accountId}\n${GLOBAL}`;
      const row = rows.get(key);
      if (row !== undefined) rows.set(key, forgetToAccount(row, packCalls(calls, accountReadsBodies)));
    },
    deployed: async () => [],
    host: async (chunk, batch) => {
      const name = [batch.accountId, batch.region, batch.host];
      const packed = packHostBatch(batch);
      return applyTo(hosts, name, (row) => applyToHost(row, packed, chunk.id), chunk.id);
    },
    describe: async (_chunk, _accountId, _region, questions) =>
      questions.map((question) => describeHost(inventory, question)),
  };
}

function applyTo<Row>(
  rows: Map<string, Row>,
  name: readonly string[],
  apply: (row: Row | null) => { readonly observation: Observation; readonly row: Row },
  chunkId: string,
): ProfileAnswer {
  const key = name.join("\n");
  const { observation, row } = apply(rows.get(key) ?? null);
  rows.set(key, row);
  const { hits, faults, duplicates, distrusted } = observation;
  return { sightings: sightingsOf(hits, chunkId), faults, duplicates, ...(distrusted && { distrusted }) };
}
