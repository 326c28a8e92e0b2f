import { expect, test } from "vitest";
import { MARKS } from "../../../src/core/behaviour/marks.ts";
import { sequenceOf } from "../../../src/core/behaviour/sequence.ts";
import { step } from "./steps.ts";

const ELSEWHERE = { marks: MARKS.newWhere | MARKS.unheardWhere | MARKS.unheardWhat };
const attack = [
  step("sts:GetCallerIdentity", "Discovery", 0, ELSEWHERE),
  step("iam:CreateAccessKey", "Persistence", 3, ELSEWHERE),
  step("cloudtrail:StopLogging", "DefenseEvasion", 3, ELSEWHERE),
];

test("steps of three tactics from a new place are a sequence", () => {
  expect(sequenceOf(attack)?.tactics).toEqual(["DefenseEvasion", "Discovery", "Persistence"]);
  expect(sequenceOf(attack)?.steps).toHaveLength(3);
});

test("so are findings that say as much, whatever the place", () => {
  const told = attack.map((one, at) => ({
    ...one,
    marks: 0,
    told: at === 0 ? ("PenTest:IAMUser/KaliLinux" as const) : one.told,
  }));
  expect(sequenceOf(told), "deeds that nothing tells are no steps").toBeNull();
  const all = told.map((one) => ({ ...one, told: one.told ?? ("Persistence:IAMUser/AnomalousBehavior" as const) }));
  expect(sequenceOf(all)?.steps).toHaveLength(3);
});

test.each([
  ["two tactics", attack.slice(1)],
  ["acts that were refused", attack.map((one) => ({ ...one, error: "AccessDenied" }))],
  [
    "acts of one tactic",
    [
      ...attack.slice(0, 2),
      step("iam:CreateUser", "Persistence", 3, ELSEWHERE),
      step("sso:Login", "InitialAccess", 1, ELSEWHERE),
    ],
  ],
  ["a new place and deeds that the account knows", attack.map((one) => ({ ...one, marks: MARKS.newWhere }))],
  ["the usual place", attack.map((one) => ({ ...one, marks: MARKS.newWhat }))],
  ["nothing", []],
])("no sequence: %s", (_claim, steps) => {
  expect(sequenceOf(steps)).toBeNull();
});
