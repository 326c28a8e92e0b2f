/** Whose endpoint it was, from the record to the finding: the same for `scan` and the Worker, which ask one interface. */

import { expect, test } from "vitest";
import { applyChunk, type ProfileHost } from "../../../src/core/apply-chunk.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import type { Sighting } from "../../../src/core/finding.ts";
import { emptyStates, memoryProfiles } from "../../../src/core/memory-profiles.ts";
import { partnerOf, remoteAccountOf, remoteAccountsOf } from "../../../src/core/profile/affiliates.ts";
import { DAY_MS, deed, OFFICE, PEOPLE, START, usualDays } from "../behaviour/habits.ts";
import { identity } from "../detect/api-call.ts";
import { resourceCall } from "../detect/history-samples.ts";

const OTHER = "123456789012";
const DAYS = 20;
const through = (vpcEndpointAccountId: string | null, override: Partial<ApiCall> = {}): ApiCall =>
  resourceCall("ec2", { vpcEndpointId: "vpce-1", vpcEndpointAccountId, ...override });

test("the remote account is the endpoint's owner, of resources alone, where it is not the credentials' own", () => {
  expect(remoteAccountOf(through(OTHER))).toBe(OTHER);
  expect(remoteAccountOf(through(null))).toBeNull();
  expect(remoteAccountOf(through("111122223333"))).toBeNull();
  expect(remoteAccountOf(through("111122223333", { accountId: OTHER })), "the trail is another's").toBeNull();
  expect(remoteAccountOf(through(OTHER, { identity: identity() })), "a person's").toBeNull();
  expect(remoteAccountsOf([through(OTHER), through(null), through("9"), through(OTHER)])).toEqual([OTHER, "9"]);
});

test("a partner is the account of an identity that is let in", () => {
  expect(partnerOf(through(OTHER))).toBeNull();
  expect(partnerOf(through(null, { accountId: OTHER }))).toBe("111122223333");
});

/** The session came from its instance before, and comes through an endpoint of OTHER now. */
const NOW = [
  resourceCall("ec2", {
    id: "home",
    timeMs: START + DAYS * DAY_MS + 3_600_000,
    sourceIp: OFFICE.ip,
    caller: OFFICE.facts,
  }),
  through(OTHER, { id: "away", timeMs: START + DAYS * DAY_MS + 2 * 3_600_000, sourceIp: "172.31.4.5" }),
];

let serial = 0;
async function apply(host: ProfileHost, calls: readonly ApiCall[]): Promise<readonly Sighting[]> {
  const ordered = calls.toSorted((one, other) => one.timeMs - other.timeMs);
  return (await applyChunk({ id: `c${serial++}`, bucket: 0 }, { number: 0, calls: ordered }, host)).sightings;
}

async function told(host: ProfileHost, before: readonly ApiCall[] = []) {
  await apply(host, [...usualDays(PEOPLE, DAYS), ...before]);
  const found = (await apply(host, NOW)).filter(({ latest }) => latest.type.endsWith("InsideAWS"));
  return found.map(({ severity, latest }) => [severity, latest.action["awsApiCallAction"]]);
}

const detailsOf = (affiliated: boolean) =>
  expect.objectContaining({ remoteAccountDetails: { accountId: OTHER, affiliated } });

/** Someone of OTHER assumes a role here, on each of the days. */
const visits = (days: readonly number[], error: string | null = null): ApiCall[] =>
  days.map((day) =>
    deed(
      identity({ type: "AWSAccount", principal: `account/${OTHER}`, userName: OTHER, arn: null, accountId: OTHER }),
      "sts:AssumeRole",
      START + day * DAY_MS + 9 * 3_600_000,
      OFFICE,
      { error },
    ),
  );

test.each<[string, number, boolean, () => ProfileHost, readonly ApiCall[]]>([
  ["a stranger's", 8, false, memoryProfiles, []],
  ["of an account whose logs are read, too", 5, true, () => memoryProfiles(emptyStates(), new Set([OTHER])), []],
  ["of an account that is let in every few days", 5, true, memoryProfiles, visits([2, 5, 9, 13, 17])],
  ["of an account that was let in once", 8, false, memoryProfiles, visits([17])],
  ["of an account that is refused every few days", 8, false, memoryProfiles, visits([2, 5, 9, 13, 17], "AccessDenied")],
])("an endpoint %s: severity %i, affiliated %s", async (_whose, severity, affiliated, host, before) => {
  expect(await told(host(), before)).toEqual([[severity, detailsOf(affiliated)]]);
});

test("an account of which calls were read is of the deployment", async () => {
  const own = visits([3]).map((call) => ({ ...call, accountId: OTHER }));
  expect(await told(memoryProfiles(), own)).toEqual([[5, detailsOf(true)]]);
});
