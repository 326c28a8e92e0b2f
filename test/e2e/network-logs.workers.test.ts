/** Goal: flow and resolver query logs reach one profile of their host, once. Method: the real Worker's consumer in workerd. */

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { ingest } from "../../src/intake/consume-ingest.ts";
import { hostStub } from "../../src/intake/profile-stubs.ts";
import { unpackHostProfile } from "../../src/core/profile/host-profile-codec.ts";
import { createSource } from "../../src/store/sources.ts";
import { api } from "./worker.ts";
import { BUCKET, EXTERNAL_ID, gzipped, localWorld, ROLE } from "./local-world.ts";
import { aSource } from "../store/a-source.ts";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";
const INSTANCE = "i-0123456789abcdef0";
const ENI = "eni-0aaaaaaaaaaaaaaaa";
const VPC = "vpc-0bbbbbbbbbbbbbbbb";
const BASE = `AWSLogs/${ACCOUNT}`;

const TRAIL = {
  key: `${BASE}/CloudTrail/${REGION}/2026/11/24/${ACCOUNT}_CloudTrail_${REGION}_20261124T0900Z_AbCdEfGhIjKlMnOp.json.gz`,
  text: JSON.stringify({
    Records: [
      {
        eventVersion: "1.11",
        userIdentity: { type: "IAMUser", userName: "ann", accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/ann` },
        eventTime: "2026-11-24T08:59:00Z",
        eventSource: "ec2.amazonaws.com",
        eventName: "RunInstances",
        awsRegion: REGION,
        eventID: "launch",
        eventType: "AwsApiCall",
        recipientAccountId: ACCOUNT,
        responseElements: {
          instancesSet: {
            items: [
              {
                instanceId: INSTANCE,
                instanceType: "m7g.large",
                vpcId: VPC,
                networkInterfaceSet: {
                  items: [{ networkInterfaceId: ENI, vpcId: VPC, privateIpAddress: "10.0.0.5" }],
                },
              },
            ],
          },
        },
      },
    ],
  }),
};
const FLOW = {
  key: `${BASE}/vpcflowlogs/${REGION}/2026/11/24/${ACCOUNT}_vpcflowlogs_${REGION}_fl-0123456789abcdef0_20261124T0905Z_a1b2c3d4.log.gz`,
  text: `version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
2 ${ACCOUNT} ${ENI} 10.0.0.5 198.51.100.7 40000 443 6 10 1000 1795597500 1795597560 ACCEPT OK
2 ${ACCOUNT} ${ENI} 198.51.100.7 10.0.0.5 443 40000 6 12 9000 1795597500 1795597560 ACCEPT OK
2 ${ACCOUNT} eni-0ddddddddddddddddd - - - - - - - 1795597500 1795597560 - NODATA
`,
};
const DNS = {
  key: `${BASE}/vpcdnsquerylogs/${VPC}/2026/11/24/${VPC}_vpcdnsquerylogs_${ACCOUNT}_20261124T0905Z_a1b2c3d4.log.gz`,
  text: `${JSON.stringify({
    version: "1.1",
    account_id: ACCOUNT,
    region: REGION,
    vpc_id: VPC,
    query_timestamp: "2026-11-24T09:05:00Z",
    query_name: "www.example.com.",
    query_type: "A",
    query_class: "IN",
    rcode: "NOERROR",
    answers: [{ Rdata: "198.51.100.7", Type: "A", Class: "IN" }],
    srcaddr: "10.0.0.5",
    srcport: "5353",
    transport: "UDP",
    srcids: {},
  })}\n`,
};

const SOURCE = aSource({
  id: "network-source",
  bucket: BUCKET,
  region: REGION,
  roleArn: ROLE,
  externalId: EXTERNAL_ID,
});

async function deliver({ key, text }: { key: string; text: string }) {
  const body = await gzipped(text);
  const put = await env.OBJECTS.put(`${BUCKET}/${key}`, body);
  const message = {
    sourceId: SOURCE.id,
    accountId: ACCOUNT,
    key,
    etag: put?.etag ?? "",
    size: body.byteLength,
    modifiedMs: Date.UTC(2026, 10, 24, 9, 6),
  };
  const { outcome, rowsWritten } = await ingest(env, message);
  if (outcome === null || "refused" in outcome) throw new Error(JSON.stringify(outcome));
  return { ...outcome, rowsWritten };
}

test("a launch, a flow by interface and a query by address meet in the instance's profile, however often", async () => {
  localWorld();
  await createSource(env.DB, SOURCE);
  expect((await deliver(TRAIL)).counts.records).toBe(1);

  const flow = await deliver(FLOW);
  expect(flow.counts).toMatchObject({ records: 2, rejected: 0, skipped: { NODATA: 1 } });
  expect([flow.profileCalls, flow.problem]).toEqual([2, null]);
  const dns = await deliver(DNS);
  expect([dns.counts.records, dns.profileCalls, dns.problem]).toEqual([1, 2, null]);

  const profile = async () => unpackHostProfile((await hostStub(env, ACCOUNT, REGION, INSTANCE).packed()) ?? "");
  const before = await profile();
  expect(before).toMatchObject({ flowRecords: 2, queries: 1 });
  for (const object of [FLOW, DNS]) expect((await deliver(object)).rowsWritten, "a replay writes nothing").toBe(0);
  expect(await profile()).toEqual(before);
});

/** 400,000 packets to one address that never answers. */
const FLOOD = {
  key: FLOW.key.replace("0905Z", "0910Z"),
  text: `version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
2 ${ACCOUNT} ${ENI} 10.0.0.5 198.51.100.9 40000 9999 17 400000 40000000 1795597500 1795597800 ACCEPT OK
`,
};

/** The instance's role at work with a penetration tester's tools, in a Region where the instance is not. */
const ABROAD = {
  key: TRAIL.key.replaceAll(REGION, "us-west-2"),
  text: JSON.stringify({
    Records: [
      {
        eventVersion: "1.11",
        userIdentity: {
          type: "AssumedRole",
          principalId: `AROAEXAMPLE:${INSTANCE}`,
          arn: `arn:aws:sts::${ACCOUNT}:assumed-role/web/${INSTANCE}`,
          accountId: ACCOUNT,
          accessKeyId: "ASIAIOSFODNN7EXAMPLE",
          sessionContext: {
            sessionIssuer: {
              type: "Role",
              arn: `arn:aws:iam::${ACCOUNT}:role/web`,
              accountId: ACCOUNT,
              userName: "web",
            },
            ec2RoleDelivery: "2.0",
          },
        },
        eventTime: "2026-11-24T09:20:00Z",
        eventSource: "ec2.amazonaws.com",
        eventName: "DescribeInstances",
        awsRegion: "us-west-2",
        sourceIPAddress: "203.0.113.77",
        userAgent: "aws-cli/2.15.0 Python/3.11.6 Linux/6.6.9-kali1-amd64",
        eventID: "abroad",
        eventType: "AwsApiCall",
        recipientAccountId: ACCOUNT,
      },
    ],
  }),
};

test("a flood and the role's misuse in another Region are one sequence of the instance, however often they come", async () => {
  localWorld();
  await createSource(env.DB, SOURCE);
  for (const object of [TRAIL, FLOOD, ABROAD]) await deliver(object);
  const sequences = async () => {
    const { json } = await api<{ findings: Record<string, unknown>[] }>("/v1/findings");
    return json.findings.filter(({ type }) => type === "AttackSequence:EC2/CompromisedInstanceGroup");
  };
  const before = await sequences();
  expect(before).toMatchObject([
    { region: REGION, service: { count: 1 }, resource: { instanceDetails: { instanceId: INSTANCE } } },
  ]);
  const text = JSON.stringify(before);
  for (const name of ["Backdoor:EC2/DenialOfService.Udp", "PenTest:IAMUser/KaliLinux", "203.0.113.77"]) {
    expect(text).toContain(name);
  }
  for (const object of [FLOOD, ABROAD]) expect((await deliver(object)).rowsWritten, "a replay writes nothing").toBe(0);
  expect(await sequences()).toEqual(before);
});

test("what is damaged is told, and what came before it was read", async () => {
  localWorld();
  await createSource(env.DB, SOURCE);
  const host = hostStub(env, ACCOUNT, REGION, "eni-0eeeeeeeeeeeeeeee");
  const text = FLOW.text.replaceAll(ENI, "eni-0eeeeeeeeeeeeeeee");
  const key = FLOW.key.replace("0905Z", "0915Z");
  const body = (await gzipped(text)).slice(0, -12);
  const put = await env.OBJECTS.put(`${BUCKET}/${key}`, body);
  const message = {
    sourceId: SOURCE.id,
    accountId: ACCOUNT,
    key,
    etag: put?.etag ?? "",
    size: body.byteLength,
    modifiedMs: 0,
  };
  const { outcome } = await ingest(env, message);
  expect(outcome).toMatchObject({ problem: expect.stringContaining("bad gzip") });
  await runInDurableObject(host, async (_instance, state) => {
    expect(state.storage.sql.exec("SELECT count(*) AS rows FROM state").one()).toEqual({ rows: 1 });
  });
});
