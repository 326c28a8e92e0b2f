/** A chunk's calls → one batch for each profile that they touch. */

import { regionLooksAt } from "../detect/indexes.ts";
import type { ApiCall } from "../event.ts";
import { type AccountContext, contextOf, NO_CONTEXT } from "../profile/account-context.ts";

export type PrincipalBatch = {
  readonly accountId: string;
  readonly principal: string;
  readonly calls: readonly ApiCall[];
  /** What the account says of these calls. */
  readonly context: AccountContext;
};

/** Calls that a Region's detectors or its inventory look at. */
export type RegionBatch = {
  readonly accountId: string;
  readonly region: string;
  readonly calls: readonly ApiCall[];
};

/** All calls of an account, whatever their Region: what is normal in it is learned from them. */
export type AccountBatch = { readonly accountId: string; readonly calls: readonly ApiCall[] };

export function groupByAccount(calls: readonly ApiCall[]): readonly AccountBatch[] {
  const groups = groupBy(calls, ({ accountId }) => accountId);
  return Array.from(groups, (group) => ({ accountId: (group[0] as ApiCall).accountId, calls: group }));
}

/** Of one principal; `indices`: among the calls of its account. */
type Members = { readonly calls: ApiCall[]; readonly indices: number[] };

/** `contexts`: of each account, for its calls in the order of `calls`. */
export function groupByPrincipal(
  calls: readonly ApiCall[],
  contexts: ReadonlyMap<string, AccountContext> = new Map(),
): readonly PrincipalBatch[] {
  const groups: Members[] = [];
  const byAccount = new Map<string, { next: number; readonly principals: Map<string, Members> }>();
  for (const call of calls) {
    const { accountId, identity } = call;
    let account = byAccount.get(accountId);
    if (account === undefined) byAccount.set(accountId, (account = { next: 0, principals: new Map() }));
    let members = account.principals.get(identity.principal);
    if (members === undefined) {
      members = { calls: [], indices: [] };
      account.principals.set(identity.principal, members);
      groups.push(members);
    }
    members.calls.push(call);
    members.indices.push(account.next++);
  }
  return groups.map(({ calls: own, indices }) => {
    const { accountId, identity } = own[0] as ApiCall;
    const context = contexts.get(accountId);
    return {
      accountId,
      principal: identity.principal,
      calls: own,
      context: context === undefined ? NO_CONTEXT : contextOf(context, indices),
    };
  });
}

export function groupByRegion(calls: readonly ApiCall[]): readonly RegionBatch[] {
  const groups = groupBy(calls.filter(regionLooksAt), ({ accountId, region }) => `${accountId}\n${region}`);
  return Array.from(groups, (group) => {
    const { accountId, region } = group[0] as ApiCall;
    return { accountId, region, calls: group };
  });
}

function groupBy(calls: readonly ApiCall[], keyOf: (call: ApiCall) => string): Iterable<readonly ApiCall[]> {
  const groups = new Map<string, ApiCall[]>();
  for (const call of calls) {
    const key = keyOf(call);
    const group = groups.get(key);
    if (group) group.push(call);
    else groups.set(key, [call]);
  }
  return groups.values();
}
