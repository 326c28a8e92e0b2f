/** What profiles in Durable Objects do beyond those in memory: they ask D1 whose accounts are read, and unlearn once for a chunk. */

import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { applyChunk } from "../../src/core/apply-chunk.ts";
import type { ApiCall, Identity } from "../../src/core/event.ts";
import type { Sighting } from "../../src/core/finding.ts";
import { hashId } from "../../src/core/hash.ts";
import { GLOBAL } from "../../src/core/profile/profile.ts";
import { durableProfiles, regionStub } from "../../src/intake/profile-stubs.ts";
import { deployedAmong, saveStreams } from "../../src/store/ledgers.ts";
import { createSource } from "../../src/store/sources.ts";
import { ABROAD, ACCOUNT, DAY_MS, deed, OFFICE, PEOPLE, START, usualDays } from "../core/behaviour/habits.ts";
import { resourceCall } from "../core/detect/history-samples.ts";
import { aSource } from "../store/a-source.ts";

const OTHER = "123456789012";
const DAYS = 20;
const TODAY = START + DAYS * DAY_MS + 11 * 3_600_000;
const SOURCE = aSource({
  region: "us-east-1",
  roleArn: "arn:aws:iam::111122223333:role/watchpost-reader",
  externalId: "0123456789abcdef",
  sinceMs: 5,
  createdMs: 10,
});

async function apply(name: string, calls: readonly ApiCall[]): Promise<readonly Sighting[]> {
  const chunk = { id: hashId(name), bucket: 490_000 };
  return (await applyChunk(chunk, { number: 0, calls }, durableProfiles(env, { rowsWritten: 0 }))).sightings;
}

test("accounts are of the deployment by their ledgers and as sources of their own", async () => {
  expect(await deployedAmong(env.DB, [OTHER])).toEqual([]);
  await createSource(env.DB, { ...SOURCE, accountId: "333333333333" });
  const stream = { accountId: OTHER, base: `AWSLogs/o-abcdefghij/${OTHER}/CloudTrail/eu-west-1/`, kind: "cloudtrail" };
  await saveStreams(env.DB, SOURCE.id, [stream as never], 5);
  expect(await deployedAmong(env.DB, ["9", "333333333333", OTHER, ACCOUNT])).toEqual([OTHER, "333333333333"]);
});

/** The session came from its instance before, and comes through another account's endpoint now. */
const AWAY = [
  resourceCall("ec2", { id: "home", timeMs: TODAY, sourceIp: OFFICE.ip, caller: OFFICE.facts }),
  resourceCall("ec2", {
    id: "away",
    timeMs: TODAY + 60_000,
    sourceIp: "172.31.4.5",
    vpcEndpointId: "vpce-1",
    vpcEndpointAccountId: OTHER,
  }),
];

test.each([
  ["no source reads", false, 8],
  ["a source reads", true, 5],
])("an endpoint of an account that %s", async (_whose, affiliated, severity) => {
  await createSource(env.DB, { ...SOURCE, accountId: affiliated ? OTHER : null });
  await apply("learn", usualDays(PEOPLE, DAYS));
  const [told] = await apply("away", AWAY);
  expect(told).toMatchObject({
    severity,
    latest: {
      type: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.InsideAWS",
      action: { awsApiCallAction: { remoteAccountDetails: { accountId: OTHER, affiliated } } },
    },
  });
});

test("an account's object unlearns what is told as High, once, though the chunk comes again", async () => {
  const [alice] = PEOPLE as [Identity];
  const counted = async (): Promise<unknown> => {
    const packed = await regionStub(env, ACCOUNT, GLOBAL).packed();
    return JSON.parse(packed ?? "{}") as unknown;
  };
  await apply("learn", usualDays(PEOPLE, DAYS));
  const before = (await counted()) as { calls: number; tables: unknown };
  const attack = ["rds:DescribeDBSnapshots", "ec2:CreateSnapshot", "ec2:ModifySnapshotAttribute"].map((name, at) =>
    deed(alice, name, TODAY + at * 60_000, ABROAD),
  );
  const routine = deed(alice, "ec2:DescribeInstances", TODAY + 3_600_000);
  const told = await apply("attack", [...attack, routine]);
  expect(Math.max(...told.map(({ severity }) => severity))).toBe(8);
  const after = (await counted()) as { calls: number; tables: unknown };
  expect(after.calls).toBe(before.calls + 1);
  expect(JSON.stringify(after.tables)).not.toContain("ModifySnapshotAttribute");
  expect(await apply("attack", [...attack, routine])).toEqual(told);
  expect(await counted()).toEqual(after);
});
