/** How a list of a category is to be read. */

import { FEED_BYTES_MAX, FEED_ENTRIES_MAX } from "../limits.ts";
import { underRegistry, underTenancy } from "../net/registered-domain.ts";
import type { Category } from "./categories.ts";
import type { ReadListOptions } from "./lists/read-list.ts";

/** Lists that users write, in GuardDuty's forms: a bare domain is that name alone, `*.example.com` what lies below. */
const OWN = new Set<Category>(["custom-threat", "trusted"]);
/** A ranked host is that host: nothing is said of what lies below, and a popular host that gives names away is one. */
const EXACT = new Set<Category>([...OWN, "popular"]);

/**
 * Published blocklists mean a bare domain with all below it. Private addresses may be trusted, nothing else; and hosts that
 * give names away may stand in a list of just such hosts (`abused`), while elsewhere they would condemn all their tenants.
 */
export function listRules(category: Category): ReadListOptions {
  return {
    bareDomain: EXACT.has(category) ? "exact" : "tree",
    specialAllowed: category === "trusted",
    registeredDomain: category === "abused" ? underRegistry : underTenancy,
    entriesMax: FEED_ENTRIES_MAX,
    bytesMax: FEED_BYTES_MAX,
    ...(category === "cloud" ? { format: "CLOUD_RANGES" } : category === "popular" ? { format: "RANKING" } : {}),
  };
}
