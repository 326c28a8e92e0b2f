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

type Group = {
  readonly accountId: string;
  readonly name: string;
  readonly calls: ApiCall[];
  readonly learnOnly: ApiCall[];
};

export function groupByPrincipal(calls: readonly ApiCall[]): readonly PrincipalBatch[] {
  const groups = new Groups();
  for (const call of calls) groups.of(call.accountId, call.identity.principal).calls.push(call);
  return groups.all.map(({ accountId, name, calls: own }) => ({ accountId, principal: name, calls: own }));
}

/** `enabledRegions` of an account, where global-service events count besides the Region that logged them. */
export function groupByRegion(
  calls: readonly ApiCall[],
  enabledRegions: (accountId: string) => readonly string[],
): readonly RegionBatch[] {
  const groups = new Groups();
  for (const call of calls) {
    groups.of(call.accountId, call.region).calls.push(call);
    if (!call.global) continue;
    for (const region of enabledRegions(call.accountId)) {
      if (region !== call.region) groups.of(call.accountId, region).learnOnly.push(call);
    }
  }
  return groups.all.map(({ accountId, name, calls: own, learnOnly }) => ({
    accountId,
    region: name,
    calls: own,
    learnOnly,
  }));
}

class Groups {
  /** In order of first use. */
  readonly all: Group[] = [];
  readonly #known = new Map<string, Map<string, Group>>();

  of(accountId: string, name: string): Group {
    const known = this.#known.get(accountId)?.get(name);
    if (known !== undefined) return known;
    const group = { accountId, name, calls: [], learnOnly: [] };
    const inAccount = this.#known.get(accountId) ?? new Map<string, Group>();
    this.#known.set(accountId, inAccount.set(name, group));
    this.all.push(group);
    return group;
  }
}
