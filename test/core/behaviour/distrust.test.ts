/** What is done under an open High finding becomes nobody's habit: not the principal's, and not the account's. */

import { expect, test } from "vitest";
import { applyChunk, type ProfileHost } from "../../../src/core/apply-chunk.ts";
import type { ApiCall, Identity } from "../../../src/core/event.ts";
import type { Sighting } from "../../../src/core/finding.ts";
import { emptyStates, memoryProfiles, type MemoryStates } from "../../../src/core/memory-profiles.ts";
import { FEATURE_INDEX, FEATURES } from "../../../src/core/profile/features.ts";
import type { Profile } from "../../../src/core/profile/profile.ts";
import { match } from "../detect/listed.ts";
import { ABROAD, ACCOUNT, callerFacts, DAY_MS, deed, OFFICE, PEOPLE, type Place, START, usualDays } from "./habits.ts";

const DAYS = 20;
const [ALICE, BOB] = PEOPLE as [Identity, Identity];
const at = (day: number, minute: number): number => START + day * DAY_MS + 11 * 3_600_000 + minute * 60_000;
let serial = 0;

async function apply(host: ProfileHost, calls: readonly ApiCall[]): Promise<readonly Sighting[]> {
  return (await applyChunk({ id: `d${serial++}`, bucket: 0 }, { number: 0, calls }, host)).sightings;
}

async function learned(): Promise<{ readonly host: ProfileHost; readonly states: MemoryStates }> {
  const states = emptyStates();
  const host = memoryProfiles(states);
  await apply(host, usualDays(PEOPLE, DAYS));
  return { host, states };
}

/** Feature → values with a row. */
function known(profile: Profile | undefined): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    FEATURES.map((name, index) => [name, [...(profile?.tables[index]?.rows.keys() ?? [])].sort()]),
  );
}
const knownTo = ({ accounts, principals }: MemoryStates) => ({
  account: known(accounts.get(ACCOUNT)?.profile),
  principal: known(principals.get(`${ACCOUNT}\n${ALICE.principal}`)?.profile),
});

/** Takes a snapshot out, and looks around on the way. */
const attack = (who: Identity, day: number, place: Place = ABROAD): ApiCall[] => [
  deed(who, "rds:DescribeDBSnapshots", at(day, 0), place),
  deed(who, "ec2:CreateSnapshot", at(day, 1), place),
  deed(who, "ec2:ModifySnapshotAttribute", at(day, 2), place),
];

const anomalies = (sightings: readonly Sighting[]) =>
  sightings.flatMap(({ severity, latest }) =>
    latest.type.endsWith("AnomalousBehavior") ? [[latest.type, severity]] : [],
  );

test("after a run that is told as High, neither principal nor account know anything that they did not", async () => {
  const { host, states } = await learned();
  const before = knownTo(states);
  const calls = states.accounts.get(ACCOUNT)?.profile.calls;
  expect(anomalies(await apply(host, attack(ALICE, DAYS)))).toEqual([["Exfiltration:IAMUser/AnomalousBehavior", 8]]);
  expect(knownTo(states)).toEqual(before);
  expect(states.accounts.get(ACCOUNT)?.profile.calls).toBe(calls);
});

test("so that the same hand with other keys is as new to the account the day after", async () => {
  const { host } = await learned();
  const first = anomalies(await apply(host, attack(ALICE, DAYS)));
  expect(anomalies(await apply(host, attack(BOB, DAYS + 1)))).toEqual(first);
});

test("the steps of an attack sequence are not learned, though each alone is Medium", async () => {
  const { host, states } = await learned();
  const steps = [
    "iam:CreateUser",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "cloudtrail:StopLogging",
    "kms:ListKeys",
  ];
  const sightings = await apply(
    host,
    steps.map((name, step) => deed(ALICE, name, at(DAYS, step), ABROAD)),
  );
  expect(sightings.map(({ latest }) => latest.type)).toContain("AttackSequence:IAM/CompromisedCredentials");
  expect(Math.max(...anomalies(sightings).map(([, severity]) => Number(severity)))).toBeLessThan(7);
  expect(knownTo(states).account["asn"]).not.toContain("64666 AS64666 Example");
  expect(knownTo(states).principal["api"]).not.toContain("iam:CreateUser");
});

test("a leaked key's unusual calls are not learned, its owner's usual ones are", async () => {
  const { host, states } = await learned();
  const leaked = match("leaked-credential", "AKIAALICE");
  const facts = { ...callerFacts(64_777, "BR"), keyMatches: [leaked] };
  const usual = deed(ALICE, "ec2:DescribeInstances", at(DAYS, 0), {
    ip: OFFICE.ip,
    facts: { ...callerFacts(64_500, "DE"), keyMatches: [leaked] },
  });
  const odd = deed(ALICE, "kms:ListKeys", at(DAYS, 30), { ip: "203.0.113.9", facts });
  const { profile } = states.accounts.get(ACCOUNT) ?? {};
  const calls = profile?.calls ?? 0;
  const types = (await apply(host, [usual, odd])).map(({ latest, severity }) => [latest.type, severity]);
  expect(types).toContainEqual(["CredentialAccess:IAMUser/CompromisedCredentials", 8]);
  expect(profile?.calls).toBe(calls + 1);
  expect(knownTo(states).account["country"]).toEqual(["DE"]);
});

test("what is told as less than High is learned: or somebody's new duty would be told for ever", async () => {
  const { host, states } = await learned();
  const told = anomalies(await apply(host, [deed(ALICE, "iam:CreateAccessKey", at(DAYS, 0), ABROAD)]));
  expect(told).toEqual([["Persistence:IAMUser/AnomalousBehavior", 5]]);
  expect(knownTo(states).account["asn"]).toContain("64666 AS64666 Example");
  const row = states.accounts.get(ACCOUNT)?.profile.tables[FEATURE_INDEX.api]?.rows.get("iam:CreateAccessKey");
  expect(row).toBeDefined();
});
