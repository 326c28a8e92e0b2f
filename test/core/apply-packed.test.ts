import * as fc from "fast-check";
import { expect, test } from "vitest";
import { applyToAccount, applyToPrincipal, applyToRegion, type ProfileRow } from "../../src/core/apply-packed.ts";
import { PRINCIPAL_INDEX, REGION_INDEX } from "../../src/core/detect/indexes.ts";
import { type PackedCalls, packCalls } from "../../src/core/group/call-codec.ts";
import { memoryInventory } from "../../src/core/inventory/memory-inventory.ts";
import { PRINCIPAL_EVENT_IDS_KEPT, REGION_EVENT_IDS_KEPT } from "../../src/core/limits.ts";
import { observeAccount, observePrincipal, observeRegion } from "../../src/core/observe.ts";
import { NO_CONTEXT } from "../../src/core/profile/account-context.ts";
import { packProfile } from "../../src/core/profile/codec.ts";
import { packFacts } from "../../src/core/profile/facts-codec.ts";
import { emptyProfile } from "../../src/core/profile/profile.ts";
import { emptyFacts } from "../../src/core/profile/region-facts.ts";
import { SeenEvents } from "../../src/core/profile/seen-events.ts";
import { arbitraryCallWithBodies } from "./generated-calls.ts";

const NAME = ["123456789012", "x"];
/** Of an account that is learned: principals judge. */
const CONTEXT = { ...NO_CONTEXT, learning: { learning: false, days: 30, needed: 7 } };
const BYTES = 1_000_000;
const batches = fc.array(fc.array(arbitraryCallWithBodies, { maxLength: 4 }), { minLength: 1, maxLength: 3 });
const pack = (calls: Parameters<typeof packCalls>[0]): PackedCalls => packCalls(calls, () => true);

test("a principal packed between batches sees and learns what one in memory does", () => {
  const property = fc.property(batches, (all) => {
    const state = { profile: emptyProfile(NAME), seen: new SeenEvents(PRINCIPAL_EVENT_IDS_KEPT) };
    let row: ProfileRow | null = null;
    for (const calls of all) {
      const applied = applyToPrincipal(row, NAME, pack(calls), JSON.stringify(CONTEXT));
      expect(applied.observation).toEqual(observePrincipal(state, calls, CONTEXT, PRINCIPAL_INDEX));
      row = applied.row;
    }
    expect(row?.profile).toBe(packProfile(state.profile, BYTES));
    expect(row?.seen).toEqual(state.seen.pack());
  });
  fc.assert(property, { seed: 11, numRuns: 100 });
});

test("an account packed between batches says and learns what one in memory does", () => {
  const property = fc.property(batches, (all) => {
    const state = { profile: emptyProfile(NAME, "account"), seen: new SeenEvents(REGION_EVENT_IDS_KEPT) };
    let row: ProfileRow | null = null;
    for (const calls of all) {
      const applied = applyToAccount(row, NAME, pack(calls), memoryInventory());
      expect(JSON.parse(applied.context)).toEqual(observeAccount(state, calls));
      row = applied.row;
    }
    expect(row?.profile).toBe(packProfile(state.profile, BYTES));
    expect(row?.seen).toEqual(state.seen.pack());
  });
  fc.assert(property, { seed: 13, numRuns: 100 });
});

test("a Region packed between batches sees and learns what one in memory does", () => {
  const property = fc.property(batches, (all) => {
    const state = { seen: new SeenEvents(REGION_EVENT_IDS_KEPT), facts: emptyFacts() };
    let row: ProfileRow | null = null;
    for (const calls of all) {
      const applied = applyToRegion(row, NAME, pack(calls), memoryInventory());
      expect(applied.observation).toEqual(observeRegion(state, calls, REGION_INDEX));
      row = applied.row;
    }
    expect(row?.facts).toBe(packFacts(state.facts));
    expect(row?.seen).toEqual(state.seen.pack());
  });
  fc.assert(property, { seed: 12, numRuns: 100 });
});
