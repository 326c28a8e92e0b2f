/** When EC2 is asked next for what exists in a Region, and what came of the last time. Pure. */

import type { JsonObject } from "../core/json.ts";
import {
  INVENTORY_DENIED_EVERY_MS,
  INVENTORY_EVERY_MS,
  INVENTORY_RETRY_FIRST_MS,
  INVENTORY_RETRY_MAX_MS,
} from "../core/limits.ts";
import { isoFromMs } from "../core/net/time.ts";
import type { Stream } from "../core/sources/listing.ts";

export type InventoryState = {
  readonly dueMs: number;
  /** The last refresh that was read to its end or its bound; null before the first. */
  readonly readMs: number | null;
  /** What it told. */
  readonly instances: number;
  readonly interfaces: number;
  /** False where there were more pages than a refresh reads. */
  readonly complete: boolean;
  /** Why the last one failed, as AWS says it; null where it did not. */
  readonly problem: string | null;
  /** The role may not ask. */
  readonly denied: boolean;
  /** One after another. */
  readonly failures: number;
};

export const FRESH_INVENTORY: InventoryState = {
  dueMs: 0,
  readMs: null,
  instances: 0,
  interfaces: 0,
  complete: true,
  problem: null,
  denied: false,
  failures: 0,
};

export type Refreshed =
  | Pick<InventoryState, "instances" | "interfaces" | "complete">
  | { readonly problem: string; readonly denied: boolean };

/** What an earlier refresh told stays true enough to be shown while later ones fail. */
export function afterRefresh(before: InventoryState, refreshed: Refreshed, nowMs: number): InventoryState {
  if ("problem" in refreshed) {
    const { problem, denied } = refreshed;
    const backOffMs = Math.min(INVENTORY_RETRY_FIRST_MS * 2 ** Math.min(before.failures, 10), INVENTORY_RETRY_MAX_MS);
    const dueMs = nowMs + (denied ? INVENTORY_DENIED_EVERY_MS : backOffMs);
    return { ...before, dueMs, problem, denied, failures: before.failures + 1 };
  }
  const { instances, interfaces, complete } = refreshed;
  const dueMs = nowMs + INVENTORY_EVERY_MS;
  return { dueMs, readMs: nowMs, instances, interfaces, complete, problem: null, denied: false, failures: 0 };
}

/**
 * Regions whose hosts a ledger's logs tell of. Resolver logs are laid out by VPC and tell no Region in their keys: theirs is
 * taken to be that of the bucket.
 */
export function inventoryRegions(streams: readonly Stream[], bucketRegion: string): readonly string[] {
  const regions = streams.flatMap(({ kind, region }) => {
    if (kind === "cloudtrail") return [];
    return kind === "dns" ? (region ?? bucketRegion) : (region ?? []);
  });
  return [...new Set(regions)].sort();
}

/** Of coverage. */
export function inventoryJson(accountId: string, region: string, state: InventoryState): JsonObject {
  const { readMs, instances, interfaces, complete, problem, denied } = state;
  return {
    accountId,
    region,
    state: denied ? "denied" : problem !== null ? "failed" : readMs === null ? "waiting" : "read",
    readAt: readMs === null ? null : isoFromMs(readMs),
    instances,
    interfaces,
    complete,
    problem,
  };
}
