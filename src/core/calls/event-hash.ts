/** What tells one event from all others. */

import type { ApiCall } from "../event.ts";
import { hash53, hash53OfBytes } from "../hash.ts";
import { REMEMBERED_NAMES_MAX } from "../limits.ts";
import { rememberName } from "../remember.ts";
import { encodeUtf8 } from "../text.ts";

/**
 * 53 bits of id, time and name together, because an id alone is not unique in the wild. Two events of a profile that
 * remembers n of them share a hash once in 2^53 / n.
 */
export function eventHash({ id, timeMs, api }: Pick<ApiCall, "id" | "timeMs" | "api">): number {
  return eventHashOf(encodeUtf8(id), timeMs, api);
}

/** As `eventHash`; `id` in UTF-8. */
export function eventHashOf(id: Uint8Array, timeMs: number, api: string): number {
  return hash53OfBytes(id, timeMs, hashOfName(api));
}

const hashOfName = rememberName((api) => hash53(api, 0, ""), REMEMBERED_NAMES_MAX);
