import { expect, test } from "vitest";
import { accountScore, isBoundToBeHigh } from "../../../src/core/behaviour/account-score.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { CALIBRATED_BITS_MAX, NEWCOMER_BITS, TIER_BITS } from "../../../src/core/limits.ts";
import { observeAccount, type ObservedState } from "../../../src/core/observe.ts";
import type { ContextValue } from "../../../src/core/profile/account-context.ts";
import { FEATURE_INDEX, type Feature } from "../../../src/core/profile/features.ts";
import { emptyProfile } from "../../../src/core/profile/profile.ts";
import { CLASSES, type FrequencyClass } from "../../../src/core/profile/sealed.ts";
import { SeenEvents } from "../../../src/core/profile/seen-events.ts";
import { ABROAD, callerFacts, DAY_MS, deed, OFFICE, PEOPLE, type Place, START, usualDays, user } from "./habits.ts";

const DAYS = 20;
const THEN = START + DAYS * DAY_MS + 11 * 3_600_000;

function said(feature: Feature, frequency: FrequencyClass, bits: number): ContextValue {
  return [FEATURE_INDEX[feature], "x", CLASSES.indexOf(frequency), bits * 10, 0, 0, 0, 0];
}

test("adds up what the account says, by the weights of the features", () => {
  expect(accountScore([])).toBe(0);
  expect(accountScore([said("asn", "UNSEEN", 11)])).toBe(11 + NEWCOMER_BITS);
  expect(accountScore([said("asn", "RARE", 8), said("country", "RARE", 6)])).toBe(8 + 3);
  expect(accountScore([said("asn", "RARE", 8), said("network", "UNSEEN", 11)]), "the network is in the ASN").toBe(8);
  expect(accountScore([said("userName", "UNSEEN", 11)]), "of accounts alone").toBe(0);
});

const BOTH = [said("api", "UNSEEN", 11), said("asn", "UNSEEN", 11)];
const harm = (override: Partial<ApiCall> = {}): ApiCall =>
  deed(user("alice"), "ec2:ModifySnapshotAttribute", THEN, ABROAD, override);

test.each<[boolean, string, ApiCall, readonly ContextValue[]]>([
  [true, "what is bound to be High", harm(), BOTH],
  [false, "what was refused", harm({ error: "AccessDenied" }), BOTH],
  [false, "what is new in one way", harm(), BOTH.slice(1)],
  [false, "what is rare in the second", harm(), [said("api", "RARE", 8), ...BOTH.slice(1)]],
  [false, "two features of one side", harm(), [said("asn", "UNSEEN", 11), said("country", "UNSEEN", 11)]],
  [false, "a routine read", deed(user("alice"), "ec2:DescribeInstances", THEN, ABROAD), BOTH],
  [false, "a tactic that is Medium", deed(user("alice"), "iam:CreateAccessKey", THEN, ABROAD), BOTH],
])("%s: bound to be High is %s", (expected, _what, call, values) => {
  expect(isBoundToBeHigh(call, values)).toBe(expected);
});

function learned(calls: readonly ApiCall[] = usualDays(PEOPLE, DAYS)): ObservedState {
  const state = { profile: emptyProfile(["account"], "account"), seen: new SeenEvents(16_384) };
  observeAccount(state, calls);
  return state;
}

test("what is bound to be High makes the budget no dearer", () => {
  const scoresAfter = (override: Partial<ApiCall>) => {
    const { profile } = state(override);
    return profile.scores?.pack(profile.clock.newestDay)[0];
  };
  const state = (override: Partial<ApiCall>): ObservedState => {
    const own = learned();
    observeAccount(own, [harm({ id: "harm", ...override })]);
    return own;
  };
  expect(scoresAfter({})).toBe("");
  expect(scoresAfter({ error: "AccessDenied" })).not.toBe("");
});

/** Each day `movers` of twelve people work from a network that nobody has seen; the others from the office. */
function restless(movers: number): readonly ApiCall[] {
  const people = Array.from({ length: 12 }, (_, at) => user(`person${at}`));
  const calls: ApiCall[] = [];
  for (let day = 0; day < DAYS; day++) {
    people.forEach((who, at) => {
      const asn = 65_000 + day * people.length + at;
      const place: Place = at < movers ? { ip: `203.0.${day}.${at}`, facts: callerFacts(asn, "DE") } : OFFICE;
      calls.push(deed(who, "ec2:DescribeInstances", START + day * DAY_MS + (8 + at / 2) * 3_600_000, place));
    });
  }
  return calls;
}

test("an account where something is new every day asks for more bits; a calm one for none that any tier would notice", () => {
  const ask = (calls: readonly ApiCall[]): number =>
    observeAccount(learned(calls), [deed(user("person0"), "ec2:DescribeInstances", THEN)]).cutOffBits;
  const lowest = Math.min(...TIER_BITS);
  expect(ask(restless(0))).toBeLessThan(lowest);
  expect(ask(restless(3))).toBeGreaterThanOrEqual(15);
  expect(ask(restless(3))).toBeLessThanOrEqual(CALIBRATED_BITS_MAX);
});
