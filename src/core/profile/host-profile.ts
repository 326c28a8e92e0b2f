/** What is normal for one host: its flows and lookups together. */

import type { HostBatch } from "../group/host-batch.ts";
import { PROFILE_NAME_CHARS_MAX } from "../limits.ts";

export type HostProfile = {
  /** Account, Region and host, for people: the object's name is a hash. */
  readonly name: readonly string[];
  /** Event times, ms; null before the first record. */
  firstMs: number | null;
  lastMs: number | null;
  /** Flow log records and queries counted. */
  flowRecords: number;
  queries: number;
};

export function emptyHostProfile(name: readonly string[]): HostProfile {
  const cut = name.map((part) => part.slice(0, PROFILE_NAME_CHARS_MAX));
  return { name: cut, firstMs: null, lastMs: null, flowRecords: 0, queries: 0 };
}

/** Counts a batch in. */
export function foldHost(profile: HostProfile, batch: HostBatch): void {
  for (const { firstMs, lastMs, records } of batch.flows) {
    profile.flowRecords += records;
    widen(profile, firstMs, lastMs);
  }
  for (const { firstMs, lastMs, records } of batch.lookups) {
    profile.queries += records;
    widen(profile, firstMs, lastMs);
  }
}

function widen(profile: HostProfile, firstMs: number, lastMs: number): void {
  profile.firstMs = Math.min(profile.firstMs ?? firstMs, firstMs);
  profile.lastMs = Math.max(profile.lastMs ?? lastMs, lastMs);
}
