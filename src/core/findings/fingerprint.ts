/** Which issue a hit belongs to: same account, Region, type and subject, same finding. */

import type { Hit } from "../finding.ts";
import { sha256Hex } from "../hash.ts";

const ID_HEX_DIGITS = 32;

/** 32 hex digits, as GuardDuty's finding ids. */
export function findingId(hit: Pick<Hit, "accountId" | "region" | "type" | "subject">): string {
  return sha256Hex([hit.accountId, hit.region, hit.type, ...hit.subject]).slice(0, ID_HEX_DIGITS);
}

/** GuardDuty has one detector an account and Region; ours follows from the two. 32 hex digits. */
export function detectorId(accountId: string, region: string): string {
  return sha256Hex(["detector", accountId, region]).slice(0, ID_HEX_DIGITS);
}
