/** How findings speak of a host: which one, and where. Names come from the log and are cut and cleaned here. */

import { cleanText } from "../findings/clean-text.ts";
import type { HostBatch } from "../group/host-batch.ts";

/** Ids, Regions and addresses are short; a longer one is not what it says. */
const CODE_CHARS_MAX = 80;

/** `instance i-0123456789abcdef0`, `host eni-0123456789abcdef0`. */
export function hostWords({ facts, host }: HostBatch): string {
  return facts.instanceId === null
    ? `host ${cleanText(host, CODE_CHARS_MAX)}`
    : `instance ${cleanText(facts.instanceId, CODE_CHARS_MAX)}`;
}

/** `in eu-west-1 of account 111122223333`. */
export function hostPlace({ region, accountId }: HostBatch): string {
  return `in ${cleanText(region, CODE_CHARS_MAX)} of account ${cleanText(accountId, CODE_CHARS_MAX)}`;
}
