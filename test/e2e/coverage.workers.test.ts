/** Goal: what is not seen is said. Method: the real Worker, a trail of one Region with traces of two others. */

import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { FINDING_TYPES } from "../../src/core/finding-types.ts";
import { ledgerName } from "../../src/intake/ingest-message.ts";
import { BUCKET, gzipped, localWorld } from "./local-world.ts";
import { api, register, tick } from "./worker.ts";

const ACCOUNT = "123456789012";

type Coverage = {
  complete: boolean;
  accounts: {
    accountId: string;
    regions: { region: string; logs: string[] }[];
    uncovered: { region: string; because: string[] }[];
  }[];
  types: { type: string; state: string; because: string[] }[];
  outsideResolvers: unknown[];
};

test("Regions with life and without logs, types that are on and off, each with its reason", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  localWorld();
  const empty = (await api<Coverage>("/v1/coverage")).json;
  expect([empty.accounts, empty.complete]).toEqual([[], true]);
  expect(empty.types.filter(({ state }) => state !== "off")).toEqual([]);

  const record = (awsRegion: string, eventSource: string, eventID: string) => ({
    eventVersion: "1.11",
    userIdentity: { type: "Root", principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT },
    eventTime: "2026-11-24T09:00:10Z",
    eventSource,
    eventName: "ListThings",
    awsRegion,
    sourceIPAddress: "198.51.100.7",
    userAgent: "aws-cli/2.30.0",
    eventID,
    recipientAccountId: ACCOUNT,
  });
  const Records = [
    record("eu-west-1", "ec2.amazonaws.com", "a"),
    record("us-east-1", "iam.amazonaws.com", "b"),
    record("ap-south-1", "ec2.amazonaws.com", "c"),
  ];
  const key = `AWSLogs/${ACCOUNT}/CloudTrail/eu-west-1/2026/11/24/${ACCOUNT}_CloudTrail_eu-west-1_20261124T0905Z_AbCdEfGhIjKlMnOp.json.gz`;
  await env.OBJECTS.put(`${BUCKET}/${key}`, await gzipped(JSON.stringify({ Records })));
  const sourceId = await register();
  await tick();
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(sourceId, ACCOUNT));
  await vi.waitFor(async () => expect(await ledger.counts()).toEqual({ done: 1 }), { timeout: 20_000 });

  const { json } = await api<Coverage>("/v1/coverage");
  expect(json.accounts).toMatchObject([
    {
      accountId: ACCOUNT,
      regions: [{ region: "eu-west-1", logs: ["cloudtrail"] }],
      uncovered: [
        { region: "ap-south-1", because: ["events of it stand in the logs of another Region"] },
        { region: "us-east-1", because: ["events of global services were logged there"] },
      ],
    },
  ]);
  expect(json.types.map(({ type }) => type)).toEqual(Object.keys(FINDING_TYPES));
  const stateOf = (wanted: string) => json.types.find(({ type }) => type === wanted);
  expect(stateOf("Stealth:IAMUser/CloudTrailLoggingDisabled")).toMatchObject({ state: "on", because: [] });
  expect(stateOf("Backdoor:EC2/C&CActivity.B")).toMatchObject({
    state: "off",
    because: ["no VPC Flow Logs are read", "no list of category command-and-control is loaded"],
  });
});
