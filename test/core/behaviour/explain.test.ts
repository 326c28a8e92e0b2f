import { expect, test } from "vitest";
import type { Behaviour } from "../../../src/core/behaviour/behaviour.ts";
import { explanationOf } from "../../../src/core/behaviour/explain.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { ALERT_BUDGET, EXPLAINED_CALLS_MAX, TIER_BITS } from "../../../src/core/limits.ts";
import { behaviourOn } from "../detect/anomalous-samples.ts";
import { ABROAD, DAY_MS, deed, START, user } from "./habits.ts";

const THEN = START + 20 * DAY_MS + 11 * 3_600_000;

function behaviour(count = 1): Behaviour {
  const calls = Array.from({ length: count }, (_, at) =>
    deed(user("alice"), "iam:CreateUser", THEN + at, ABROAD, { id: `deed-${at}` }),
  );
  const found = behaviourOn(calls);
  if (found === null) throw new Error("the samples tell a run");
  return found;
}

type Row = { feature: string; value: string; bits: number; class: string; principal: JsonObject; account: JsonObject };
type Call = { eventId: string; api: string; tier: number; bits: number; rows: Row[] };

const callsOf = (explanation: JsonObject): Call[] => explanation["calls"] as unknown as Call[];

test("says against what was judged, how much was needed and how much there was", () => {
  const explanation = explanationOf(behaviour());
  expect(explanation).toMatchObject({
    judgedAgainst: "days before 2026-03-22 (UTC)",
    neededBits: TIER_BITS[3],
    cutOff: { tier: TIER_BITS[3], accountBudget: { findingsPerPrincipalDay: ALERT_BUDGET } },
    signalsInRun: 1,
    learning: {
      principal: { learning: false, days: 20, needed: 14 },
      account: { learning: false, days: 20, needed: 7 },
    },
  });
  expect(explanation["bits"]).toBeGreaterThanOrEqual(TIER_BITS[3] as number);
});

test("the rows of a call add up to its bits, heaviest first, with what the profiles have", () => {
  const [call] = callsOf(explanationOf(behaviour()));
  expect(call).toMatchObject({ eventId: "deed-0", api: "iam:CreateUser", tier: 3 });
  const bits = call?.rows.map((row) => row.bits) ?? [];
  expect(bits.toSorted((one, other) => other - one)).toEqual(bits);
  // Each is rounded to a tenth.
  const sum = bits.reduce((total, row) => total + row, 0);
  expect(Math.abs(sum - (call?.bits ?? 0))).toBeLessThanOrEqual(bits.length * 0.05 + 0.05);
  const asn = call?.rows.find(({ feature }) => feature === "asn");
  expect(asn).toMatchObject({
    value: "64666 AS64666 Example",
    class: "UNSEEN",
    principal: { class: "UNSEEN", days: 0, events: 0 },
    account: { class: "UNSEEN", days: 0, events: 0 },
  });
});

test("says what would have kept it quiet: a feature that outweighs the excess alone, or several together", () => {
  const told = explanationOf(behaviour());
  const quiet = told["quietIf"] as string[];
  expect(quiet.length).toBeGreaterThan(0);
  const excess = (told["bits"] as number) - (told["neededBits"] as number);
  const rows = callsOf(told)[0]?.rows ?? [];
  const alone = rows.filter(({ bits }) => bits > excess);
  const expected = alone.length > 0 ? alone : rows;
  expect(quiet.map((text) => /(\w+) "/.exec(text)?.[1])).toEqual(expected.map(({ feature }) => feature));
});

test("of many calls, the first few are explained and all are counted", () => {
  const explanation = explanationOf(behaviour(EXPLAINED_CALLS_MAX + 3));
  expect(callsOf(explanation)).toHaveLength(EXPLAINED_CALLS_MAX);
  expect(explanation["signalsInRun"]).toBe(EXPLAINED_CALLS_MAX + 3);
});

test("shows the cut-off of the account's budget where that is what was needed", () => {
  const told = behaviour();
  const account = { ...told.account, cutOffBits: 27 };
  const cutOff = { tier: TIER_BITS[3], accountBudget: { bits: 27, findingsPerPrincipalDay: ALERT_BUDGET } };
  expect(explanationOf({ ...told, account })).toMatchObject({ cutOff });
});
