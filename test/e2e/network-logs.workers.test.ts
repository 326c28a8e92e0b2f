/** Goal: flow and resolver query logs reach one profile of their host, once. Method: the real Worker's consumer in workerd. */

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { ingest } from "../../src/intake/consume-ingest.ts";
import { hostStub } from "../../src/intake/profile-stubs.ts";
import { unpackHostProfile } from "../../src/core/profile/host-profile-codec.ts";
import { createSource } from "../../src/store/sources.ts";
import { BUCKET, EXTERNAL_ID, gzipped, localWorld, ROLE } from "./local-world.ts";

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

const SOURCE = {
  id: "network-source",
  bucket: BUCKET,
  region: REGION,
  prefix: "",
  kind: "cloudtrail",
  accountId: null,
  roleArn: ROLE,
  externalId: EXTERNAL_ID,
  sinceMs: 0,
  enabled: true,
  createdMs: 0,
  discoveredMs: 0,
  discoveryProblem: null,
  backfillSinceMs: null,
} as const;

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
