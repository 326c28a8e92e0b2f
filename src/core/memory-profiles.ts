/** Profiles in memory: for `scan`, the benchmark and tests. */

import type { ChunkIdentity, ProfileAnswer, ProfileHost } from "./apply-chunk.ts";
import { HOST_DETECTORS } from "./detect/host-catalogue.ts";
import { PRINCIPAL_INDEX, REGION_INDEX } from "./detect/indexes.ts";
import { sightingsOf } from "./findings/sighting.ts";
import { flowObjects } from "./group/flows.ts";
import { withHomes } from "./inventory/homes.ts";
import { describeHost, type InventoryStore, learnCall } from "./inventory/inventory.ts";
import { memoryInventory } from "./inventory/memory-inventory.ts";
import { PRINCIPAL_EVENT_IDS_KEPT, REGION_EVENT_IDS_KEPT } from "./limits.ts";
import {
  forgetInAccount,
  type Observation,
  observeAccount,
  type ObservedState,
  observePrincipal,
  observeRegion,
  type RegionState,
} from "./observe.ts";
import { observeHost } from "./observe-host.ts";
import { emptyHostProfile, type HostProfile } from "./profile/host-profile.ts";
import { emptyProfile, GLOBAL } from "./profile/profile.ts";
import { emptyFacts } from "./profile/region-facts.ts";
import { SeenEvents } from "./profile/seen-events.ts";

/** What is known so far, by names joined. Kept by whoever wants to go on from it more than once. */
export type MemoryStates = {
  readonly accounts: Map<string, ObservedState>;
  readonly regions: Map<string, RegionState>;
  readonly principals: Map<string, ObservedState>;
  readonly hosts: Map<string, HostProfile>;
  readonly inventories: Map<string, InventoryStore>;
};

export function emptyStates(): MemoryStates {
  return {
    accounts: new Map(),
    regions: new Map(),
    principals: new Map(),
    hosts: new Map(),
    inventories: new Map(),
  };
}

/** `states` are changed in place. `deployed`: accounts whose logs are read, beside those of which calls were seen. */
export function memoryProfiles(
  states: MemoryStates = emptyStates(),
  deployed: ReadonlySet<string> = new Set(),
): ProfileHost {
  const { accounts, regions, principals, hosts, inventories } = states;
  const inventoryOf = (...name: readonly string[]) => getOrMake(inventories, name, memoryInventory);
  return {
    account: async (_chunk, batch) => {
      const state = getOrMake(accounts, [batch.accountId], (name) => ({
        profile: emptyProfile(name, "account"),
        seen: new SeenEvents(REGION_EVENT_IDS_KEPT),
      }));
      return withHomes(observeAccount(state, batch.calls), inventoryOf(batch.accountId, GLOBAL), batch.calls);
    },
    region: async (chunk, batch) => {
      const state = getOrMake(regions, [batch.accountId, batch.region], () => ({
        seen: new SeenEvents(REGION_EVENT_IDS_KEPT),
        facts: emptyFacts(),
      }));
      const inventory = inventoryOf(batch.accountId, batch.region);
      for (const call of batch.calls) learnCall(inventory, call);
      return answerOf(chunk, observeRegion(state, batch.calls, REGION_INDEX));
    },
    principal: async (chunk, batch) => {
      const state = getOrMake(principals, [batch.accountId, batch.principal], (name) => ({
        profile: emptyProfile(name),
        seen: new SeenEvents(PRINCIPAL_EVENT_IDS_KEPT),
      }));
      return answerOf(chunk, observePrincipal(state, batch.calls, batch.context, PRINCIPAL_INDEX));
    },
    forget: async (_chunk, { accountId, calls }) => {
      const state = accounts.get(accountId);
      if (state !== undefined) forgetInAccount(state, calls);
    },
    deployed: async (accountIds) => accountIds.filter((id) => deployed.has(id) || accounts.has(id)),
    host: async (chunk, batch) => {
      const profile = getOrMake(hosts, [batch.accountId, batch.region, batch.host], emptyHostProfile);
      return answerOf(
        chunk,
        observeHost(profile, { ...batch, flows: flowObjects(batch.flows) }, chunk.id, HOST_DETECTORS),
      );
    },
    describe: async (_chunk, accountId, region, questions) => {
      const inventory = inventoryOf(accountId, region);
      return questions.map((question) => describeHost(inventory, question));
    },
  };
}

function getOrMake<T>(states: Map<string, T>, name: readonly string[], make: (name: readonly string[]) => T): T {
  const key = name.join("\n");
  const known = states.get(key);
  if (known !== undefined) return known;
  const made = make(name);
  states.set(key, made);
  return made;
}

function answerOf(chunk: ChunkIdentity, { hits, faults, duplicates, distrusted }: Observation): ProfileAnswer {
  return { sightings: sightingsOf(hits, chunk.id), faults, duplicates, ...(distrusted && { distrusted }) };
}
