/** What the lists say of the caller of an API: which of GuardDuty's kinds of caller an address is. */

import type { CallerFacts } from "../enrich/facts.ts";
import type { Category } from "./categories.ts";
import type { ListMatch } from "./tables.ts";

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

type Matches = Pick<CallerFacts, "matches">;

/**
 * For Recon and UnauthorizedAccess:IAMUser/MaliciousIPCaller. Empty for a Tor exit: nearly every exit is in lists of
 * scanners as well, and what it is has a type of its own.
 */
export function maliciousCaller(facts: Matches): readonly ListMatch[] {
  if (torCaller(facts).length > 0) return [];
  return facts.matches.filter(({ category }) => MALICIOUS_CALLERS.has(category));
}

/** For Recon and UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom. */
export function customThreatCaller({ matches }: Matches): readonly ListMatch[] {
  return matches.filter(({ category }) => category === "custom-threat");
}

/** For Recon and UnauthorizedAccess:IAMUser/TorIPCaller: exits alone, relays pass nothing on to AWS. */
export function torCaller({ matches }: Matches): readonly ListMatch[] {
  return matches.filter(({ category }) => category === "tor-exit");
}

/** For CredentialAccess:IAMUser/CompromisedCredentials. */
export function leakedCredential({ keyMatches }: Pick<CallerFacts, "keyMatches">): readonly ListMatch[] {
  return keyMatches.filter(({ category }) => category === "leaked-credential");
}
