/** What a RegionProfile remembers of an account and Region beyond frequencies: settings and inventory, by event time. */

import type { ApiCall } from "../event.ts";
import { callName } from "../calls/of-call.ts";
import { booleanField, type JsonObject, numberField, stringField } from "../json.ts";
import { PASSWORD_POLICIES_KEPT, TRAIL_BUCKETS_MAX } from "../limits.ts";

export type RegionFacts = {
  /** The last password policy that was set (request parameters), `null` if it was deleted, undefined if never seen. */
  readonly passwordPolicy: JsonObject | null | undefined;
  /** Names of buckets that a trail of this account delivers to. */
  readonly trailBuckets: ReadonlySet<string>;
};

export const NO_FACTS: RegionFacts = { passwordPolicy: undefined, trailBuckets: new Set() };

/** Request parameters of UpdateAccountPasswordPolicy. Source: IAM API Reference. */
export const PASSWORD_POLICY_SETTINGS = [
  "minimumPasswordLength",
  "requireSymbols",
  "requireNumbers",
  "requireUppercaseCharacters",
  "requireLowercaseCharacters",
  "allowUsersToChangePassword",
  "maxPasswordAge",
  "passwordReusePrevention",
  "hardExpiry",
] as const;

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

type Learn = (store: FactStore, call: ApiCall) => void;

/** What each call teaches, when it succeeds. */
const LEARNED: ReadonlyMap<string, Learn> = new Map<string, Learn>([
  ["iam:UpdateAccountPasswordPolicy", (store, call) => setPolicy(store, call.timeMs, policyOnly(call.request))],
  ["iam:DeleteAccountPasswordPolicy", (store, call) => setPolicy(store, call.timeMs, null)],
  ["cloudtrail:CreateTrail", addTrailBucket],
  ["cloudtrail:UpdateTrail", addTrailBucket],
]);

/** The calls whose request or response is read here. */
export const INVENTORY_APIS: ReadonlySet<string> = new Set(LEARNED.keys());

export function learnFacts(store: FactStore, call: ApiCall): void {
  if (call.error === null) LEARNED.get(callName(call))?.(store, call);
}

function addTrailBucket(store: FactStore, call: ApiCall): void {
  const bucket = stringField(call.request, "s3BucketName") ?? stringField(call.response, "s3BucketName");
  if (bucket !== null && store.trailBuckets.size < TRAIL_BUCKETS_MAX) store.trailBuckets.add(bucket);
}

/** The settings alone: nothing else of a request is ever stored. */
function policyOnly(request: JsonObject | null): JsonObject {
  const kept: Record<string, boolean | number> = {};
  for (const name of PASSWORD_POLICY_SETTINGS) {
    const value = booleanField(request, name) ?? numberField(request, name);
    if (value !== null) kept[name] = value;
  }
  return kept;
}

function setPolicy(store: FactStore, timeMs: number, policy: JsonObject | null): void {
  store.passwordPolicies = [...store.passwordPolicies, { timeMs, policy }]
    .sort(byTimeThenText)
    .slice(-PASSWORD_POLICIES_KEPT);
}

/** Times are in seconds: two changes in one second stand in an order that does not depend on their arrival. */
function byTimeThenText(one: DatedPolicy, other: DatedPolicy): number {
  if (one.timeMs !== other.timeMs) return one.timeMs - other.timeMs;
  const [left, right] = [JSON.stringify(one.policy), JSON.stringify(other.policy)];
  return left < right ? -1 : Number(left > right);
}
