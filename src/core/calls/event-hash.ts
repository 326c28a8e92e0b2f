/** What tells one event from all others. */

import type { ApiCall } from "../event.ts";
import { hash53 } from "../hash.ts";

/**
 * 53 bits of id, time and name together, because an id alone is not unique in the wild. Two events of a profile that
 * remembers n of them share a hash once in 2^53 / n.
 */
export function eventHash({ id, timeMs, api }: Pick<ApiCall, "id" | "timeMs" | "api">): number {
  return hash53(id, timeMs, api);
}
