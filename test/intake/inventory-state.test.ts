import { expect, test } from "vitest";
import {
  INVENTORY_DENIED_EVERY_MS,
  INVENTORY_EVERY_MS,
  INVENTORY_RETRY_FIRST_MS,
  INVENTORY_RETRY_MAX_MS,
} from "../../src/core/limits.ts";
import type { Stream } from "../../src/core/sources/listing.ts";
import {
  afterRefresh,
  FRESH_INVENTORY,
  inventoryJson,
  inventoryRegions,
  type InventoryState,
} from "../../src/intake/inventory-state.ts";

const NOW = Date.UTC(2026, 10, 24, 9);
const READ = { instances: 3, interfaces: 4, complete: true };
const THROTTLED = { problem: "RequestLimitExceeded: slow down", denied: false };

test("what was read is read again after an interval", () => {
  const state = afterRefresh(FRESH_INVENTORY, READ, NOW);
  expect(state).toMatchObject({ ...READ, readMs: NOW, dueMs: NOW + INVENTORY_EVERY_MS, problem: null, failures: 0 });
  expect(inventoryJson("1", "eu-west-1", state)).toMatchObject({ state: "read", readAt: "2026-11-24T09:00:00.000Z" });
});

test("failures wait longer and longer, up to a bound, and what was read before stays", () => {
  let state: InventoryState = afterRefresh(FRESH_INVENTORY, READ, NOW);
  const waits: number[] = [];
  for (let at = 0; at < 12; at++) {
    state = afterRefresh(state, THROTTLED, NOW);
    waits.push(state.dueMs - NOW);
  }
  expect(waits.slice(0, 3)).toEqual([1, 2, 4].map((times) => times * INVENTORY_RETRY_FIRST_MS));
  expect(waits.at(-1)).toBe(INVENTORY_RETRY_MAX_MS);
  expect(inventoryJson("1", "eu-west-1", state)).toMatchObject({
    ...READ,
    state: "failed",
    problem: THROTTLED.problem,
  });
  expect(afterRefresh(state, READ, NOW)).toMatchObject({ failures: 0, problem: null });
});

test("a refusal is no failure to be hurried about", () => {
  const state = afterRefresh(FRESH_INVENTORY, { problem: "UnauthorizedOperation: no", denied: true }, NOW);
  expect(state.dueMs - NOW).toBe(INVENTORY_DENIED_EVERY_MS);
  expect(inventoryJson("1", "eu-west-1", state)).toMatchObject({ state: "denied" });
  expect(inventoryJson("1", "eu-west-1", FRESH_INVENTORY)).toMatchObject({ state: "waiting", readAt: null });
});

test("Regions are those of network logs; resolver logs without one are taken to be the bucket's", () => {
  const stream = (kind: Stream["kind"], region: string | null) => ({ kind, region }) as Stream;
  const flow = [stream("flow", "eu-west-1"), stream("flow", "ap-south-1"), stream("cloudtrail", "us-east-1")];
  expect(inventoryRegions(flow, "us-east-2")).toEqual(["ap-south-1", "eu-west-1"]);
  expect(inventoryRegions([...flow, stream("dns", null)], "us-east-2")).toEqual([
    "ap-south-1",
    "eu-west-1",
    "us-east-2",
  ]);
  expect(inventoryRegions([stream("cloudtrail", "us-east-1")], "us-east-2")).toEqual([]);
});
