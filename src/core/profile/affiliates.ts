/** Which other AWS account a call came through, and whether it belongs with its own: of one deployment, or trusted for weeks. */

import type { ApiCall } from "../event.ts";

/** Owner of the VPC endpoint through which credentials of a resource came, where it is not the account that they are of; else null. */
export function remoteAccountOf({ vpcEndpointAccountId, identity, accountId }: ApiCall): string | null {
  if (vpcEndpointAccountId === null || identity.issuedTo === null) return null;
  return vpcEndpointAccountId === (identity.accountId ?? accountId) ? null : vpcEndpointAccountId;
}

/** Of several calls, each once, in order. */
export function remoteAccountsOf(calls: readonly ApiCall[]): readonly string[] {
  const accounts = new Set<string>();
  for (const call of calls) {
    const account = remoteAccountOf(call);
    if (account !== null) accounts.add(account);
  }
  return [...accounts].sort();
}

/** The account whose identity made a call in this one: its owner lets it in, by a role or a resource's policy. */
export function partnerOf({ identity, accountId }: ApiCall): string | null {
  return identity.accountId === accountId ? null : identity.accountId;
}
