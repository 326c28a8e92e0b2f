/** Whether a call reads or changes something. */

import type { ApiCall } from "../event.ts";

const READ_VERB = /^(?:Batch)?(?:Get|List|Describe|Head|Lookup|Search|Query|Scan|View|Check|Simulate|Validate)/;

/** CloudTrail's own word; where the record has none, the verb of the API. */
export function accessOf({ readOnly, api }: Pick<ApiCall, "readOnly" | "api">): "read" | "write" {
  if (readOnly !== null) return readOnly ? "read" : "write";
  return READ_VERB.test(api) ? "read" : "write";
}
