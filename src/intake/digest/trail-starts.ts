/** When a chain of digests may begin anew: someone started logging, or created or changed a trail. */

import { apiNameOf } from "../../core/api-name.ts";
import type { ApiCall } from "../../core/event.ts";

const STARTS: ReadonlySet<string> = new Set([
  "cloudtrail:StartLogging",
  "cloudtrail:CreateTrail",
  "cloudtrail:UpdateTrail",
]);

/** Event times of such calls that succeeded, ms. */
export function trailStartsOf(calls: readonly ApiCall[]): number[] {
  return calls
    .filter(({ service, api, error }) => error === null && STARTS.has(apiNameOf(service, api)))
    .map(({ timeMs }) => timeMs);
}
