/** Whoever tries until something works: what failed before is no habit when it succeeds. */

import { expect, test } from "vitest";
import { applyChunk, type ProfileHost } from "../../../src/core/apply-chunk.ts";
import type { ApiCall, Identity } from "../../../src/core/event.ts";
import { memoryProfiles } from "../../../src/core/memory-profiles.ts";
import { ABROAD, DAY_MS, deed, OFFICE, PEOPLE, START, usualDays } from "./habits.ts";

const DAYS = 20;
const HOUR_MS = 3_600_000;
const [ALICE] = PEOPLE as [Identity];
const at = (day: number, minute = 0): number => START + day * DAY_MS + 11 * HOUR_MS + minute * 60_000;
let serial = 0;

async function told(host: ProfileHost, calls: readonly ApiCall[]): Promise<readonly string[]> {
  const ordered = calls.toSorted((one, other) => one.timeMs - other.timeMs);
  const { sightings } = await applyChunk({ id: `c${serial++}`, bucket: 0 }, { number: 0, calls: ordered }, host);
  return sightings.map(({ latest }) => latest.type).filter((type) => type.endsWith("AnomalousBehavior"));
}

async function hostAfter(more: readonly ApiCall[]): Promise<ProfileHost> {
  const host = memoryProfiles();
  await told(host, [...usualDays(PEOPLE, DAYS), ...more]);
  return host;
}

const SECRET = "secretsmanager:GetSecretValue";
const often = (error: string | null): ApiCall[] =>
  [2, 4, 7, 9, 12, 14, 16, 18].map((day) => deed(ALICE, SECRET, at(day), OFFICE, { error }));
const now = (error: string | null): ApiCall[] => [deed(ALICE, SECRET, at(DAYS), OFFICE, { error })];

test.each<[string, string | null, string | null, readonly string[]]>([
  [
    "works for the first time after weeks of refusals",
    "AccessDenied",
    null,
    ["CredentialAccess:IAMUser/AnomalousBehavior"],
  ],
  [
    "works for the first time after weeks of other errors",
    "ResourceNotFoundException",
    null,
    ["CredentialAccess:IAMUser/AnomalousBehavior"],
  ],
  ["is refused, as it was for weeks", "AccessDenied", "AccessDenied", []],
  ["works, as it did for weeks", null, null, []],
  ["is refused for once, while it worked for weeks", null, "AccessDenied", []],
])("a secret read that %s", async (_what, before, error, expected) => {
  expect(await told(await hostAfter(often(before)), now(error))).toEqual(expected);
});

test("a scan from elsewhere of which all is refused makes neither the deed nor the place known for the day after", async () => {
  const names = ["iam:CreateUser", "iam:CreateAccessKey", "kms:ListKeys", "rds:DescribeDBInstances", SECRET];
  const scan = Array.from({ length: 200 }, (_, call) =>
    deed(ALICE, names[call % names.length] as string, at(DAYS - 1, call / 10), ABROAD, { error: "AccessDenied" }),
  );
  const success = [deed(ALICE, "iam:CreateUser", at(DAYS), ABROAD)];
  const verdict = async (before: readonly ApiCall[]) => {
    const host = await hostAfter(before);
    const ordered = { number: 0, calls: success };
    const { sightings } = await applyChunk({ id: `s${serial++}`, bucket: 0 }, ordered, host);
    const found = sightings.find(({ latest }) => latest.type.endsWith("AnomalousBehavior"));
    return { type: found?.latest.type, unusual: found?.latest.additionalInfo["unusualBehavior"] };
  };
  const scanned = await verdict(scan);
  expect(scanned).toEqual(await verdict([]));
  expect(scanned.type).toBe("Persistence:IAMUser/AnomalousBehavior");
  expect(scanned.unusual).toMatchObject({
    unusualAPIsAccountProfiling: "CreateUser",
    unusualASNsUserIdentityProfiling: "asnNumber: 64666 asnOrg: AS64666 Example",
  });
});
