/** The part of a name that somebody registered: what the tables said, else by the public suffix list. */

import { parse } from "tldts";
import type { Lookup } from "../group/host-batch.ts";

/** "www.example.co.uk" → "example.co.uk"; null for names under no public suffix ("ip-10-0-0-1.ec2.internal"). */
export function registeredDomainOf({ nameLower, facts }: Lookup): string | null {
  if (facts !== null) return facts.registeredDomain;
  const { domain, isIcann } = parse(nameLower, { validateHostname: false, extractHostname: false });
  return isIcann ? domain : null;
}
