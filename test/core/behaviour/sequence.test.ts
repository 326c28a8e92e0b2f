import { expect, test } from "vitest";
import { MARKS } from "../../../src/core/behaviour/marks.ts";
import { sequenceOf } from "../../../src/core/behaviour/sequence.ts";
import type { Signal } from "../../../src/core/profile/signal.ts";
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

test("the work of others with the same role is no step of it", () => {
  const colleague = { ...ELSEWHERE, marks: MARKS.newWhere, ip: "198.51.100.77", accessKeyId: "ASIACOLLEAGUE0000000" };
  const others = [
    step("iam:UpdateAccessKey", "Impact", 3, { ...colleague, eventId: "other-1" }),
    step("guardduty:ArchiveFindings", "DefenseEvasion", 2, { ...colleague, eventId: "other-2" }),
  ];
  const entry = step("iam:CreateUser", "Persistence", 3, ELSEWHERE);
  expect(sequenceOf([entry, ...others])).toBeNull();
  expect(sequenceOf([...attack, ...others])?.steps).toEqual(attack);
});

test("who changes address keeps the key, and who changes the key keeps the address", () => {
  const [look, act, hide] = attack as [Signal, Signal, Signal];
  const steps = [
    look,
    { ...act, ip: "192.0.2.44" },
    { ...hide, accessKeyId: "ASIASECOND0000000000", ip: "192.0.2.44" },
  ];
  expect(sequenceOf(steps)?.steps).toEqual(steps);
  const apart = [look, act, { ...hide, accessKeyId: "ASIASECOND0000000000", ip: "192.0.2.44", marks: MARKS.newWhere }];
  expect(sequenceOf(apart)).toBeNull();
});
