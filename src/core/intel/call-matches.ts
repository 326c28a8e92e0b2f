/** What the lists say of a CloudTrail call: of its caller's address and its access key. */

import type { ApiCall } from "../event.ts";
import type { Category } from "./categories.ts";
import { type ListMatch, matchAccessKey, matchAddress, type ThreatTables } from "./tables.ts";
import { type Judged, judgeTrust } from "./trusted.ts";

/** The two fields that are looked up. */
export type Caller = Pick<ApiCall, "sourceIp"> & { readonly identity: Pick<ApiCall["identity"], "accessKeyId"> };

/** Every match of the address and the key, trust applied. Private addresses are in no threat list. */
export function callMatches({ sourceIp, identity }: Caller, tables: ThreatTables): Judged {
  const ofAddress = sourceIp === null ? [] : matchAddress(tables, sourceIp);
  const ofKey = identity.accessKeyId === null ? [] : matchAccessKey(tables, identity.accessKeyId);
  return judgeTrust([...ofAddress, ...ofKey]);
}

/**
 * Categories whose addresses should call no API: GuardDuty's "known malicious IP address". Not in it: relays that are
 * no exits, anonymizers, resolvers, and sinkholes, which infected hosts reach but which call nothing.
 */
const MALICIOUS_CALLERS = new Set<Category>([
  "command-and-control",
  "cryptocurrency",
  "scanner",
  "drop-point",
  "phishing",
  "drive-by",
  "malicious",
]);

/** For Recon and UnauthorizedAccess:IAMUser/MaliciousIPCaller. */
export function maliciousCaller({ matches }: Judged): readonly ListMatch[] {
  return matches.filter(({ category }) => MALICIOUS_CALLERS.has(category));
}

/** For Recon and UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom. */
export function customThreatCaller({ matches }: Judged): readonly ListMatch[] {
  return matches.filter(({ category }) => category === "custom-threat");
}

/** For Recon and UnauthorizedAccess:IAMUser/TorIPCaller: exits alone, relays pass nothing on to AWS. */
export function torCaller({ matches }: Judged): readonly ListMatch[] {
  return matches.filter(({ category }) => category === "tor-exit");
}

/** For CredentialAccess:IAMUser/CompromisedCredentials. */
export function leakedCredential({ matches }: Judged): readonly ListMatch[] {
  return matches.filter(({ category }) => category === "leaked-credential");
}
