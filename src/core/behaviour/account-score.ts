/** How unusual a call is to its account alone, before its principal is asked: for the account's alert budget. */

import { apiFacts } from "../api-map/api-facts.ts";
import type { ApiCall } from "../event.ts";
import { SEVERITY } from "../finding.ts";
import { FINDING_TYPES } from "../finding-types.ts";
import { NEWCOMER_BITS, SENSITIVE_TIER, SURPRISE_BITS_MAX } from "../limits.ts";
import type { ContextValue } from "../profile/account-context.ts";
import { FEATURE_INDEX, FEATURES, type Feature, featuresOfLevel } from "../profile/features.ts";
import { CLASSES } from "../profile/sealed.ts";
import { sideOf } from "./marks.ts";
import { WEIGHTS } from "./surprise.ts";

const PRINCIPAL_FEATURES = featuresOfLevel("principal");

/** Bits that it would have for a principal without habits of its own. `said`: what is not FREQUENT in the account. */
export function accountScore(said: readonly ContextValue[]): number {
  let bits = 0;
  const knowsAsn = said.some(([at]) => at === FEATURE_INDEX.asn);
  for (const [at, , frequency, tenthBits] of said) {
    if (at >= PRINCIPAL_FEATURES || (at === FEATURE_INDEX.network && knowsAsn)) continue;
    const newcomer = CLASSES[frequency] === "UNSEEN" ? NEWCOMER_BITS : 0;
    bits += Math.min(SURPRISE_BITS_MAX, tenthBits / 10 + newcomer) * WEIGHTS[FEATURES[at] as Feature];
  }
  return bits;
}

/**
 * A call that is bound to be told as High: it succeeded, is sensitive, of a tactic that is High, and new to the whole account
 * in two ways.
 */
export function isBoundToBeHigh(call: ApiCall, said: readonly ContextValue[]): boolean {
  if (call.error !== null || said.length < 2) return false;
  const sides = new Set<number>();
  for (const [at, , frequency] of said) {
    const side = sideOf(FEATURES[at] as Feature);
    if (side !== null && CLASSES[frequency] === "UNSEEN") sides.add(side);
  }
  if (sides.size < 2) return false;
  const { tactic, tier } = apiFacts(call.service, call.api);
  if (tactic === null || tier < SENSITIVE_TIER) return false;
  return FINDING_TYPES[`${tactic}:IAMUser/AnomalousBehavior`].severity >= SEVERITY.high;
}
