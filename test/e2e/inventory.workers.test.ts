/**
 * Goal: EC2's own word on hosts is in findings, and its refusals stop nothing. Method: the real Worker and the local AWS, a
 * flow log in which an instance that no CloudTrail event tells of scans another host.
 */

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import { regionStub } from "../../src/intake/profile-stubs.ts";
import { BUCKET, EC2, gzipped, type LocalWorld, localWorld } from "./local-world.ts";
import { api, register, settled, tick } from "./worker.ts";

const ACCOUNT = "123456789012";
const REGION = "us-east-1";
const MINUTE = 60_000;
const BASE = `AWSLogs/${ACCOUNT}/vpcflowlogs/${REGION}/2026/11/24/${ACCOUNT}_vpcflowlogs_${REGION}_fl-0123456789abcdef0`;

type Instance = {
  instanceId: string;
  networkInterfaces: { networkInterfaceId: string; securityGroups: unknown[] }[];
};
type Finding = { type: string; resource: { instanceDetails?: Instance } };
type Inventory = { region: string; state: string; instances: number; complete: boolean; problem: string | null };

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

/** A scan of 60 ports of one host by an interface. */
async function putScan(interfaceId: string, ip: string, minute: string): Promise<void> {
  const start = Math.floor(Date.UTC(2026, 10, 24, 9) / 1000);
  const lines = Array.from({ length: 60 }, (_, at) => {
    const [from, to] = [start + at, start + at + 10];
    return `2 ${ACCOUNT} ${interfaceId} ${ip} 10.0.9.9 40000 ${8_000 + at} 6 1 40 ${from} ${to} REJECT OK`;
  });
  const header =
    "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";
  const body = await gzipped(`${[header, ...lines].join("\n")}\n`);
  await env.OBJECTS.put(`${BUCKET}/${BASE}_20261124T${minute}Z_a1b2c3d4.log.gz`, body);
}

async function portscans(): Promise<(Instance | undefined)[]> {
  const { json } = await api<{ findings: Finding[] }>("/v1/findings");
  const scans = json.findings.filter(({ type }) => type === "Recon:EC2/Portscan");
  return scans.map(({ resource }) => resource.instanceDetails);
}

const inventories = async (): Promise<Inventory[]> =>
  (await api<{ inventories: Inventory[] }>("/v1/coverage")).json.inventories;

test("an instance that EC2 alone knows has its details in the finding on its flow log", async () => {
  localWorld();
  await putScan("eni-0aaaaaaaaaaaaaaa1", "10.0.0.5", "0905");
  const sourceId = await register({ kind: "flow" });
  await tick();
  await settled(sourceId, ACCOUNT);
  expect(await portscans()).toMatchObject([
    {
      instanceId: "i-0aaaaaaaaaaaaaaa1",
      instanceType: "m7g.large",
      imageId: "ami-0123456789abcdef0",
      launchTime: "2026-11-20T08:00:00.000Z",
      availabilityZone: "us-east-1a",
      instanceState: "running",
      iamInstanceProfile: { arn: `arn:aws:iam::${ACCOUNT}:instance-profile/shop`, id: "AIPAEXAMPLE" },
      tags: [{ key: "Name", value: "shop" }],
      networkInterfaces: [
        {
          networkInterfaceId: "eni-0aaaaaaaaaaaaaaa1",
          privateIpAddress: "10.0.0.5",
          publicIp: "203.0.113.9",
          securityGroups: [{ groupId: "sg-0123456789abcdef0", groupName: "web" }],
        },
      ],
    },
  ]);
  expect(await inventories()).toMatchObject([
    {
      accountId: ACCOUNT,
      region: REGION,
      state: "read",
      instances: EC2.instances.length,
      complete: true,
      problem: null,
    },
  ]);
});

test("EC2 is asked once an interval, and an answer without news writes no row", async () => {
  const world = localWorld();
  await putScan("eni-0aaaaaaaaaaaaaaa1", "10.0.0.5", "0905");
  const sourceId = await register({ kind: "flow" });
  const asked = ec2Requests(world);
  const start = Date.now();
  await tick(new Date(start));
  const first = asked();
  expect(first).toBeGreaterThanOrEqual(3);
  await tick(new Date(start + MINUTE));
  expect(asked()).toBe(first);
  const before = await regionRows();
  await tick(new Date(start + 16 * MINUTE));
  expect(asked()).toBe(2 * first);
  expect(await regionRows(), "times of fields would be later").toEqual(before);
  await settled(sourceId, ACCOUNT);
});

test.each([
  ["refuses", 403, "UnauthorizedOperation", "denied"],
  ["throttles", 503, "RequestLimitExceeded", "failed"],
])(
  "where EC2 %s, logs are read as ever, hosts go by their records, and coverage says why",
  async (_, status, code, state) => {
    const world = localWorld();
    const asked = ec2Requests(world, status, code);
    await putScan("eni-0ddddddddddddddd1", "10.0.0.7", "0915");
    const sourceId = await register({ kind: "flow" });
    const start = Date.now();
    await tick(new Date(start));
    await settled(sourceId, ACCOUNT);
    const scans = await portscans();
    expect(
      scans.filter((scan) => scan?.networkInterfaces[0]?.networkInterfaceId === "eni-0ddddddddddddddd1"),
    ).toHaveLength(1);
    expect(await inventories()).toMatchObject([{ region: REGION, state, problem: expect.stringContaining(code) }]);
    const after = asked();
    await tick(new Date(start + MINUTE));
    expect(asked(), "asked again at once").toBe(after);
  },
);

/** Counts requests to EC2, and answers them with an error where one is given. */
function ec2Requests(world: LocalWorld, status?: number, code?: string): () => number {
  let requests = 0;
  world.answer = (request) => {
    if (!request.headers.get("authorization")?.includes("/ec2/")) return null;
    requests++;
    const error = `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors></Response>`;
    return status === undefined ? null : new Response(error, { status });
  };
  return () => requests;
}

async function regionRows(): Promise<unknown> {
  return await runInDurableObject(regionStub(env, ACCOUNT, REGION), async (_instance, { storage }) =>
    storage.sql.exec("SELECT id, entity FROM entities ORDER BY id").toArray(),
  );
}
