/** Which of two hits a finding shows: a total order, so that sightings may be merged in any order. */

import type { Hit } from "../finding.ts";

/** Later event time wins, then the greater event id; the text of the hit settles the same event told twice. */
export function isLater(hit: Hit, than: Hit): boolean {
  if (hit.timeMs !== than.timeMs) return hit.timeMs > than.timeMs;
  if (hit.eventId !== than.eventId) return hit.eventId > than.eventId;
  return hit !== than && JSON.stringify(hit) > JSON.stringify(than);
}

export function later(left: Hit, right: Hit): Hit {
  return isLater(right, left) ? right : left;
}
