/** What a profile object does with a batch, from packed text to packed text: unpack, observe, pack. */

import { HOST_DETECTORS } from "./detect/host-catalogue.ts";
import { PRINCIPAL_INDEX, REGION_INDEX } from "./detect/indexes.ts";
import { type PackedCalls, unpackCalls } from "./group/call-codec.ts";
import { type PackedHostBatch, unpackHostBatch } from "./group/host-codec.ts";
import { withHomes } from "./inventory/homes.ts";
import { type InventoryStore, learnCall } from "./inventory/inventory.ts";
import {
  PRINCIPAL_EVENT_IDS_KEPT,
  PRINCIPAL_PROFILE_BYTES_MAX,
  REGION_EVENT_IDS_KEPT,
  REGION_PROFILE_BYTES_MAX,
} from "./limits.ts";
import { forgetInAccount, type Observation, observeAccount, observePrincipal, observeRegion } from "./observe.ts";
import type { AccountContext } from "./profile/account-context.ts";
import { observeHost } from "./observe-host.ts";
import { packProfile, unpackProfile } from "./profile/codec.ts";
import { packFacts, unpackFacts } from "./profile/facts-codec.ts";
import { emptyHostProfile } from "./profile/host-profile.ts";
import { packHostProfile, unpackHostProfile } from "./profile/host-profile-codec.ts";
import { emptyProfile } from "./profile/profile.ts";
import { emptyFacts } from "./profile/region-facts.ts";
import { SeenEvents } from "./profile/seen-events.ts";

/** The packed state of a profile, as text and bytes of one row. */
export type ProfileRow = { readonly profile: string; readonly seen: Uint8Array; readonly facts: string | null };

/** `row`: the state to save with the observation. */
export type Applied = { readonly observation: Observation; readonly row: ProfileRow };

/** `row`: null before the first batch. `name`: account and principal. `calls`: see call-codec. `context`: AccountContext. */
export function applyToPrincipal(
  row: ProfileRow | null,
  name: readonly string[],
  calls: PackedCalls,
  context: string,
): Applied {
  const profile = row ? unpackProfile(row.profile) : emptyProfile(name);
  const seen = new SeenEvents(PRINCIPAL_EVENT_IDS_KEPT, row?.seen);
  const account = JSON.parse(context) as AccountContext;
  const observation = observePrincipal({ profile, seen }, unpackCalls(calls), account, PRINCIPAL_INDEX);
  const packed = packProfile(profile, PRINCIPAL_PROFILE_BYTES_MAX);
  return { observation, row: { profile: packed, seen: seen.pack(), facts: null } };
}

/** Of one Region: its settings and inventory. What is normal is learned for the account as a whole. */
export function applyToRegion(
  row: ProfileRow | null,
  name: readonly string[],
  calls: PackedCalls,
  inventory: InventoryStore,
): Applied {
  const seen = new SeenEvents(REGION_EVENT_IDS_KEPT, row?.seen);
  const facts = row?.facts ? unpackFacts(row.facts) : emptyFacts();
  const own = unpackCalls(calls);
  for (const call of own) learnCall(inventory, call);
  const observation = observeRegion({ seen, facts }, own, REGION_INDEX);
  const packed = row?.profile ?? packProfile(emptyProfile(name, "account"), REGION_PROFILE_BYTES_MAX);
  return { observation, row: { profile: packed, seen: seen.pack(), facts: packFacts(facts) } };
}

/** `context`: AccountContext, as JSON text. `inventory`: where the account's instances are. */
export function applyToAccount(
  row: ProfileRow | null,
  name: readonly string[],
  calls: PackedCalls,
  inventory: InventoryStore,
): { readonly context: string; readonly row: ProfileRow } {
  const profile = row ? unpackProfile(row.profile) : emptyProfile(name, "account");
  const seen = new SeenEvents(REGION_EVENT_IDS_KEPT, row?.seen);
  const own = unpackCalls(calls);
  const context = withHomes(observeAccount({ profile, seen }, own), inventory, own);
  const packed = packProfile(profile, REGION_PROFILE_BYTES_MAX);
  return { context: JSON.stringify(context), row: { profile: packed, seen: seen.pack(), facts: null } };
}

/** Of calls that an account has learned, and should not have. `row`: as `applyToAccount` left it. */
export function forgetToAccount(row: ProfileRow, calls: PackedCalls): ProfileRow {
  const profile = unpackProfile(row.profile);
  forgetInAccount({ profile }, unpackCalls(calls));
  return { ...row, profile: packProfile(profile, REGION_PROFILE_BYTES_MAX) };
}

/** `row`: the packed profile, null before the first batch. `packed`: see host-codec. */
export function applyToHost(
  row: string | null,
  packed: PackedHostBatch,
  chunkId: string,
): { readonly observation: Observation; readonly row: string } {
  const batch = unpackHostBatch(packed);
  const profile = row ? unpackHostProfile(row) : emptyHostProfile([batch.accountId, batch.region, batch.host]);
  const observation = observeHost(profile, batch, chunkId, HOST_DETECTORS);
  return { observation, row: packHostProfile(profile) };
}
