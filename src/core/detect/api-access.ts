/** Whether a call reads or changes something. */

import { apiFacts } from "../api-map/api-facts.ts";
import type { ApiCall } from "../event.ts";

/** CloudTrail's own word; where the record has none, the map of APIs. */
export function accessOf({ readOnly, service, api }: Pick<ApiCall, "readOnly" | "service" | "api">): "read" | "write" {
  if (readOnly !== null) return readOnly ? "read" : "write";
  return apiFacts(service, api).access;
}
