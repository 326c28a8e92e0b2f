/** Profiles as they are, for a second future: by the codecs that the Worker keeps them with. */

import {
  PRINCIPAL_EVENT_IDS_KEPT,
  PRINCIPAL_PROFILE_BYTES_MAX,
  REGION_EVENT_IDS_KEPT,
  REGION_PROFILE_BYTES_MAX,
} from "../../src/core/limits.ts";
import type { MemoryStates } from "../../src/core/memory-profiles.ts";
import type { ObservedState, RegionState } from "../../src/core/observe.ts";
import { packProfile, unpackProfile } from "../../src/core/profile/codec.ts";
import { packHostProfile, unpackHostProfile } from "../../src/core/profile/host-profile-codec.ts";
import { SeenEvents } from "../../src/core/profile/seen-events.ts";

/** Without inventories, which only hosts ask. */
export function copyStates({ accounts, regions, principals, hosts }: MemoryStates): MemoryStates {
  return {
    accounts: mapped(accounts, (state) => copyObserved(state, REGION_PROFILE_BYTES_MAX, REGION_EVENT_IDS_KEPT)),
    regions: mapped(regions, copyRegion),
    principals: mapped(principals, (state) =>
      copyObserved(state, PRINCIPAL_PROFILE_BYTES_MAX, PRINCIPAL_EVENT_IDS_KEPT),
    ),
    hosts: mapped(hosts, (host) => unpackHostProfile(packHostProfile(host))),
    inventories: new Map(),
  };
}

function copyObserved({ profile, seen }: ObservedState, bytesMax: number, idsKept: number): ObservedState {
  return { profile: unpackProfile(packProfile(profile, bytesMax)), seen: new SeenEvents(idsKept, seen.pack()) };
}

function copyRegion({ seen, facts }: RegionState): RegionState {
  return { seen: new SeenEvents(REGION_EVENT_IDS_KEPT, seen.pack()), facts: structuredClone(facts) };
}

function mapped<Value>(values: ReadonlyMap<string, Value>, copy: (value: Value) => Value): Map<string, Value> {
  return new Map([...values].map(([name, value]) => [name, copy(value)]));
}
