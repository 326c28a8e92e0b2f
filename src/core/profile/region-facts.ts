/** What a RegionProfile remembers of an account and Region beyond frequencies: settings and inventory, by event time. */

import type { ApiCall } from "../event.ts";
import { type JsonObject, stringField } from "../json.ts";
import { PASSWORD_POLICIES_KEPT, TRAIL_BUCKETS_MAX } from "../limits.ts";

export type RegionFacts = {
  /** The last password policy that was set (request parameters), `null` if it was deleted, undefined if never seen. */
  readonly passwordPolicy: JsonObject | null | undefined;
  /** Names of buckets that a trail of this account delivers to. */
  readonly trailBuckets: ReadonlySet<string>;
};

export const NO_FACTS: RegionFacts = { passwordPolicy: undefined, trailBuckets: new Set() };

type DatedPolicy = { readonly timeMs: number; readonly policy: JsonObject | null };

/** The state behind RegionFacts: plain data, changed in place. */
export type FactStore = {
  /** Oldest first. */
  passwordPolicies: DatedPolicy[];
  readonly trailBuckets: Set<string>;
};

export function emptyFacts(): FactStore {
  return { passwordPolicies: [], trailBuckets: new Set() };
}

/** The facts as of just before `timeMs`, whenever the events that set them arrived. */
export function factsAt(store: FactStore, timeMs: number): RegionFacts {
  const policy = store.passwordPolicies.findLast((entry) => entry.timeMs < timeMs);
  return { passwordPolicy: policy?.policy, trailBuckets: store.trailBuckets };
}

/** Learns from a call that succeeded. */
export function learnFacts(store: FactStore, call: ApiCall): void {
  if (call.error !== null) return;
  const name = `${call.service}:${call.api}`;
  if (name === "iam.amazonaws.com:UpdateAccountPasswordPolicy") setPolicy(store, call.timeMs, call.request ?? {});
  if (name === "iam.amazonaws.com:DeleteAccountPasswordPolicy") setPolicy(store, call.timeMs, null);
  if (name === "cloudtrail.amazonaws.com:CreateTrail" || name === "cloudtrail.amazonaws.com:UpdateTrail") {
    const bucket = stringField(call.request, "s3BucketName") ?? stringField(call.response, "s3BucketName");
    if (bucket !== null && store.trailBuckets.size < TRAIL_BUCKETS_MAX) store.trailBuckets.add(bucket);
  }
}

function setPolicy(store: FactStore, timeMs: number, policy: JsonObject | null): void {
  store.passwordPolicies = [...store.passwordPolicies, { timeMs, policy }]
    .sort((one, other) => one.timeMs - other.timeMs)
    .slice(-PASSWORD_POLICIES_KEPT);
}
