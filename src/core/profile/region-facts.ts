/** What a RegionProfile remembers of an account and Region beyond frequencies: settings and inventory, by event time. */

import type { JsonObject } from "../json.ts";

export type RegionFacts = {
  /** The last password policy that was set (request parameters), `null` if it was deleted, undefined if never seen. */
  readonly passwordPolicy: JsonObject | null | undefined;
  /** Names of buckets that a trail of this account delivers to. */
  readonly trailBuckets: ReadonlySet<string>;
};

export const NO_FACTS: RegionFacts = { passwordPolicy: undefined, trailBuckets: new Set() };
