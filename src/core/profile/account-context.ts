/** What an account says of a batch's calls to the principals that made them: only what is not FREQUENT in the account. */

import type { ApiCall } from "../event.ts";
import type { Homes } from "../inventory/homes.ts";
import {
  ACCOUNT_LEARNING_DAYS,
  ALERT_BUDGET,
  CALIBRATED_BITS_MAX,
  CALIBRATION_DAYS_MIN,
  ROOT_PROBABILITY,
} from "../limits.ts";
import { FEATURE_INDEX, FEATURES } from "./features.ts";
import { remoteAccountOf } from "./affiliates.ts";
import type { FrequencyTable } from "./frequency.ts";
import { type LearningState, learningState } from "./learning.ts";
import { type Folded, knownOf, type Profile } from "./profile.ts";
import { type ProfiledLists, profiledOf } from "./profiled-lists.ts";
import { CLASSES, probability, sealDayOf, sealedOf, sealedTable } from "./sealed.ts";

/**
 * feature: index into FEATURES; frequency: index into CLASSES; tenthBits: -log2 of its probability in the account, in tenths;
 * days, events: of the newest five weeks and of all time; first and last: event times in seconds.
 */
export type ContextValue = readonly [
  feature: number,
  value: string,
  frequency: number,
  tenthBits: number,
  days: number,
  events: number,
  firstSeconds: number,
  lastSeconds: number,
];

/** `calls`: index of a call in the batch, then indices into `values`, for calls that have any; in order. */
export type AccountContext = {
  readonly learning: LearningState;
  readonly values: readonly ContextValue[];
  readonly calls: readonly (readonly number[])[];
  /** Bits that the account's alert budget asks of a call, whatever its tier; 0 where it asks for none. */
  readonly cutOffBits: number;
  /** What the account does otherwise, where a call of the batch is new to it; else null. */
  readonly profiled: ProfiledLists | null;
  /** Accounts that belong with this one, of those through whose endpoints calls of the batch came; absent for none. */
  readonly affiliates?: readonly string[];
  /** Where the instances are whose role sessions made calls of the batch; absent for none. */
  readonly homes?: Homes;
};

/** For a principal whose account was not asked: nothing is judged. */
export const NO_CONTEXT: AccountContext = {
  learning: { learning: true, days: 0, needed: ACCOUNT_LEARNING_DAYS },
  values: [],
  calls: [],
  cutOffBits: 0,
  profiled: null,
};

const API = FEATURE_INDEX.api;
const PEER = FEATURE_INDEX.peer;
const PEER_API = FEATURE_INDEX.peerApi;
const PARTNER = FEATURE_INDEX.partner;

/** Collects the context of a batch while its calls are counted into the account's profile. */
export class ContextBuilder {
  readonly #values: ContextValue[] = [];
  readonly #calls: number[][] = [];
  /** Feature → value → index in #values, or -1 for what is not told. For one sealed day; of calls that failed apart. */
  #known: Map<string, number>[] = [];
  #knownOfFailed: Map<string, number>[] = [];
  #day = Number.NaN;
  #learning: LearningState | null = null;
  readonly #affiliates = new Set<string>();

  /** What it says of this call; null while the account is learned. */
  add(index: number, profile: Profile, call: ApiCall, folded: Folded): readonly ContextValue[] | null {
    const day = sealDayOf(call.timeMs);
    if (day !== this.#day) {
      this.#day = day;
      this.#known = FEATURES.map(() => new Map());
      this.#knownOfFailed = FEATURES.map(() => new Map());
      this.#learning = learningState(profile, call.timeMs);
    }
    if (this.#learning?.learning === true) return null;
    const remote = remoteAccountOf(call);
    if (remote !== null && isTrusted(profile, remote, day)) this.#affiliates.add(remote);
    const known = folded.failed === null ? this.#known : this.#knownOfFailed;
    let refs: number[] | null = null;
    for (let at = 0; at < profile.tables.length; at++) {
      const value = folded.values[at];
      if (value == null || at === PEER || at === PARTNER) continue;
      const ref = known[at]?.get(value) ?? this.#tell(at, value, profile, folded, known);
      if (ref >= 0) (refs ??= [index]).push(ref);
    }
    if (refs === null) return NOTHING;
    this.#calls.push(refs);
    return refs.slice(1).map((ref) => this.#values[ref] as ContextValue);
  }

  /** `lastMs`: event time of the last call added. */
  build(profile: Profile, lastMs: number): AccountContext {
    const isNew = this.#values.some(([, , index]) => CLASSES[index] === "UNSEEN");
    return {
      learning: learningState(profile, lastMs),
      values: this.#values,
      calls: this.#calls,
      cutOffBits: cutOffOf(profile, sealDayOf(lastMs)),
      profiled: isNew ? profiledOf(profile, sealDayOf(lastMs)) : null,
      ...(this.#affiliates.size === 0 ? {} : { affiliates: [...this.#affiliates].sort() }),
    };
  }

  #tell(at: number, value: string, profile: Profile, folded: Folded, known: readonly Map<string, number>[]): number {
    const told = contextValue(at, value, profile, folded, this.#day);
    const ref = told === null ? -1 : this.#values.push(told) - 1;
    known[at]?.set(value, ref);
    return ref;
  }
}

const NOTHING: readonly ContextValue[] = [];

/** Its identities were let into the account weekly or more often: somebody set that up, and lives with it. */
function isTrusted(profile: Profile, accountId: string, day: number): boolean {
  const table = profile.tables[PARTNER] as FrequencyTable;
  const row = table.rows.get(accountId);
  if (row === undefined) return false;
  return sealedOf(table, sealedTable(table, day, profile.clock), row, accountId).class === "FREQUENT";
}

function cutOffOf({ scores, clock }: Profile, day: number): number {
  const bits = scores?.quantile(day, clock.newestDay, ALERT_BUDGET, CALIBRATION_DAYS_MIN) ?? 0;
  return Math.min(CALIBRATED_BITS_MAX, bits);
}

function contextValue(at: number, value: string, profile: Profile, folded: Folded, day: number): ContextValue | null {
  const { table, value: found } = knownOf(profile, at, folded, day);
  // A feature that the account has had for less than a week, such as a table that was loaded yesterday, is not known.
  if (day - table.firstDay < ACCOUNT_LEARNING_DAYS || found.class === "FREQUENT") return null;
  const above = at === PEER_API ? peerProbability(profile, folded, day, found.weight) : null;
  const chance = above ?? probability(table, found.weight, ROOT_PROBABILITY);
  const tenthBits = Math.round(-Math.log2(chance) * 10);
  const { days, events, firstSeconds, lastSeconds } = found;
  return [at, value, CLASSES.indexOf(found.class), tenthBits, days, events, firstSeconds, lastSeconds];
}

/** Of an API among the calls of a peer group, which backs off to all calls of the account. `weight`: of the API there. */
function peerProbability(profile: Profile, folded: Folded, day: number, weight: number): number {
  const api = knownOf(profile, API, folded, day);
  const all = probability(api.table, api.value.weight, ROOT_PROBABILITY);
  const peer = knownOf(profile, PEER, folded, day);
  return probability({ weight: peer.value.weight * PEER_SPREAD, distinct: api.table.distinct }, weight, all);
}

/** A day counts a group at most DAY_WEIGHT_MAX times, and its APIs so many times each: a few of them on most days. */
const PEER_SPREAD = 5;

/** `accountIds`: more accounts that belong with this one. */
export function withAffiliates(context: AccountContext, accountIds: readonly string[]): AccountContext {
  if (accountIds.length === 0) return context;
  return { ...context, affiliates: [...new Set([...(context.affiliates ?? []), ...accountIds])].sort() };
}

/** The context of some of a batch's calls, by their indices in it, which must ascend. */
export function contextOf(context: AccountContext, indices: readonly number[]): AccountContext {
  const renumbered = new Map<number, number>();
  const values: ContextValue[] = [];
  const calls: number[][] = [];
  let next = 0;
  for (let at = 0; at < indices.length; at++) {
    while (next < context.calls.length && (context.calls[next]?.[0] as number) < (indices[at] as number)) next++;
    const found = context.calls[next];
    if (found === undefined || found[0] !== indices[at]) continue;
    const refs = found.slice(1).map((ref) => {
      const known = renumbered.get(ref);
      if (known !== undefined) return known;
      renumbered.set(ref, values.length);
      return values.push(context.values[ref] as ContextValue) - 1;
    });
    calls.push([at, ...refs]);
  }
  const isNew = values.some(([, , index]) => CLASSES[index] === "UNSEEN");
  const { learning, cutOffBits, profiled, affiliates } = context;
  const own = { learning, values, calls, cutOffBits, profiled: isNew ? profiled : null };
  return affiliates === undefined ? own : { ...own, affiliates };
}
