/** How surprising one call is: bits for each feature that is not FREQUENT, by principal, peers and account. */

import {
  FREQUENT_ABOVE_BITS,
  PLACE_LEARNING_DAYS,
  PRINCIPAL_LEARNING_DAYS,
  ROOT_PROBABILITY,
  SURPRISE_BITS_MAX,
  VOLUME_BITS,
  VOLUME_RATIO_MIN,
} from "../limits.ts";
import type { ContextValue } from "../profile/account-context.ts";
import { FEATURE_INDEX, FEATURES, type Feature } from "../profile/features.ts";
import type { Known } from "../profile/failures.ts";
import { doneOf, type Folded, knownOf, type Profile } from "../profile/profile.ts";
import { CLASSES, type FrequencyClass, probability, type SealedValue, UNSEEN } from "../profile/sealed.ts";

/** One feature of a call that is not usual. */
export type Dimension = {
  readonly feature: Feature | "hour" | "volume";
  readonly value: string;
  /** By the principal's own habits; by the account's while the principal is learning. */
  readonly class: FrequencyClass;
  readonly accountClass: FrequencyClass;
  readonly own: SealedValue;
  readonly account: ContextValue | null;
  /** Weighted. */
  readonly bits: number;
};

export type Surprise = { readonly bits: number; readonly dimensions: readonly Dimension[]; readonly learning: boolean };

/**
 * Weights: 1 for what an attacker cannot help changing (what he does, from where, in which Region), less for what
 * depends on those or is chosen freely, such as the user agent. Source: ../docs/behaviour.md.
 */
export const WEIGHTS: Readonly<Record<Feature, number>> = {
  api: 1,
  service: 0.5,
  region: 1,
  serviceRegion: 0.3,
  asn: 1,
  country: 0.5,
  city: 0.2,
  network: 0.5,
  userAgent: 0.7,
  error: 0.4,
  instanceType: 1,
  userType: 0.2,
  userName: 0.2,
  peer: 0,
  peerApi: 0,
  partner: 0,
};
const HOUR_WEIGHT = 0.3;

const API = FEATURE_INDEX.api;
const ASN = FEATURE_INDEX.asn;
const NETWORK = FEATURE_INDEX.network;
const PEER_API = FEATURE_INDEX.peerApi;
const NOBODY: ReadonlyMap<number, ContextValue> = new Map();

/** Features of where a call came from. */
const PLACES: ReadonlySet<number> = new Set(
  (["asn", "country", "city", "network"] as const).map((feature) => FEATURE_INDEX[feature]),
);

/** When a call was made: days before `day` are sealed; `hourBits` as `hourSurprise` tells. */
export type Moment = { readonly timeMs: number; readonly day: number; readonly hourBits: number };

/** `account`: what the account says of the call, by feature. `accountDays`: for how long it has been learned. */
export function surpriseOf(
  profile: Profile,
  { timeMs, day, hourBits }: Moment,
  folded: Folded,
  account: ReadonlyMap<number, ContextValue> = NOBODY,
  accountDays = PLACE_LEARNING_DAYS,
): Surprise {
  const learning = profile.calls === 0 || day - profile.clock.firstDay < PRINCIPAL_LEARNING_DAYS;
  const { values } = folded;
  const dimensions: Dimension[] = [];
  for (let at = 0; at < profile.tables.length; at++) {
    const value = values[at];
    if (value == null || (at === NETWORK && values[ASN] != null) || isHabit(profile, at, folded, day)) continue;
    // Neither of the two knows yet where its people are.
    if (learning && accountDays < PLACE_LEARNING_DAYS && PLACES.has(at)) continue;
    const found = dimensionOf(profile, at, value, folded, day, learning, account);
    if (found !== null) dimensions.push(found);
  }
  for (const at of ACCOUNT_ONLY) {
    const value = account.get(at);
    if (value !== undefined) dimensions.push(ofAccount(value));
  }
  const hour = learning ? 0 : hourBits * HOUR_WEIGHT;
  if (hour > 0) dimensions.push(bare("hour", String(Math.floor(timeMs / 3_600_000) % 24), hour));
  const bits = dimensions.reduce((sum, dimension) => sum + dimension.bits, 0);
  return { bits, dimensions, learning };
}

const ACCOUNT_ONLY = [FEATURE_INDEX.userType, FEATURE_INDEX.userName];

/** Most values of most calls: told without making anything of them. */
function isHabit(profile: Profile, at: number, folded: Folded, day: number): boolean {
  const known = doneOf(profile, at, folded, day);
  return known !== null && known.class === "FREQUENT" && (at !== API || known.volume === null);
}

function dimensionOf(
  profile: Profile,
  at: number,
  value: string,
  folded: Folded,
  day: number,
  learning: boolean,
  account: ReadonlyMap<number, ContextValue>,
): Dimension | null {
  const { table, value: own } = knownOf(profile, at, folded, day);
  const feature = FEATURES[at] as Feature;
  const told = account.get(at) ?? null;
  const accountClass = told === null ? "FREQUENT" : (CLASSES[told[2]] as FrequencyClass);
  if (at === API && own.volume !== null) return grown(value, own, told, accountClass);
  if (own.class === "FREQUENT") return null;
  const above = aboveOf(at, told, account.get(PEER_API));
  // Before a principal, or a feature of it, has its own habits, those of the account stand in.
  const isYoung = learning || day - table.firstDay < PRINCIPAL_LEARNING_DAYS;
  if (isYoung && above === null) return null;
  const bits = bitsOf(table, own, above);
  const known = isYoung && CLASSES.indexOf(accountClass) < CLASSES.indexOf(own.class) ? accountClass : own.class;
  return { feature, value, class: known, accountClass, own, account: told, bits: bits * WEIGHTS[feature] };
}

/** Probability in the level above; null where it is FREQUENT there. Peers say more of an API than the whole account. */
function aboveOf(at: number, told: ContextValue | null, peerApi: ContextValue | undefined): number | null {
  const value = at === API && peerApi !== undefined ? peerApi : told;
  return value === null ? null : 2 ** (-value[3] / 10);
}

function bitsOf(table: Known["table"], own: SealedValue, above: number | null): number {
  const chance = probability(table, own.weight, Math.max(ROOT_PROBABILITY ** 2, above ?? 2 ** -FREQUENT_ABOVE_BITS));
  return Math.min(SURPRISE_BITS_MAX, -Math.log2(chance));
}

function grown(value: string, own: SealedValue, account: ContextValue | null, accountClass: FrequencyClass): Dimension {
  const ratio = own.volume === null || own.volume.usual === 0 ? VOLUME_RATIO_MIN : own.volume.recent / own.volume.usual;
  const bits = Math.min(SURPRISE_BITS_MAX, VOLUME_BITS * Math.log2(ratio));
  return { feature: "volume", value, class: own.class, accountClass, own, account, bits };
}

function ofAccount(value: ContextValue): Dimension {
  const feature = FEATURES[value[0]] as Feature;
  const accountClass = CLASSES[value[2]] as FrequencyClass;
  const bits = Math.min(SURPRISE_BITS_MAX, value[3] / 10) * WEIGHTS[feature];
  return { feature, value: value[1], class: accountClass, accountClass, own: UNSEEN, account: value, bits };
}

function bare(feature: "hour", value: string, bits: number): Dimension {
  return { feature, value, class: "UNSEEN", accountClass: "FREQUENT", own: UNSEEN, account: null, bits };
}
