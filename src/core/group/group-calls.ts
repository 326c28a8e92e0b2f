/** A chunk's calls → one batch for each profile that they touch. */

import type { ApiCall } from "../event.ts";

export type PrincipalBatch = {
  readonly accountId: string;
  readonly principal: string;
  readonly calls: readonly ApiCall[];
};

export type RegionBatch = {
  readonly accountId: string;
  readonly region: string;
  /** Calls logged in this Region: they are learned and judged. */
  readonly calls: readonly ApiCall[];
  /** Calls of global services logged elsewhere: they are learned only, so that one deed is told once. */
  readonly learnOnly: readonly ApiCall[];
};

export function groupByPrincipal(calls: readonly ApiCall[]): readonly PrincipalBatch[] {
  const groups = new Map<string, { accountId: string; principal: string; calls: ApiCall[] }>();
  for (const call of calls) {
    const { principal } = call.identity;
    const key = `${call.accountId}\n${principal}`;
    const group = groups.get(key);
    if (group) group.calls.push(call);
    else groups.set(key, { accountId: call.accountId, principal, calls: [call] });
  }
  return [...groups.values()];
}

/** `enabledRegions` of an account, where global-service events count besides the Region that logged them. */
export function groupByRegion(
  calls: readonly ApiCall[],
  enabledRegions: (accountId: string) => readonly string[],
): readonly RegionBatch[] {
  const groups = new Map<string, { accountId: string; region: string; calls: ApiCall[]; learnOnly: ApiCall[] }>();
  const groupOf = (accountId: string, region: string) => {
    const key = `${accountId}\n${region}`;
    const known = groups.get(key);
    if (known) return known;
    const group = { accountId, region, calls: [] as ApiCall[], learnOnly: [] as ApiCall[] };
    groups.set(key, group);
    return group;
  };
  for (const call of calls) {
    groupOf(call.accountId, call.region).calls.push(call);
    if (!call.global) continue;
    for (const region of enabledRegions(call.accountId)) {
      if (region !== call.region) groupOf(call.accountId, region).learnOnly.push(call);
    }
  }
  return [...groups.values()];
}
