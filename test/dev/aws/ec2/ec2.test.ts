/** The local EC2: what it tells of whom, to whom, read with our own client. */

import { afterAll, beforeAll, expect, test } from "vitest";
import { type LocalAws, startLocalAws } from "../../../../dev/stack.ts";
import { type DescribeAction, describePage, type Described } from "../../../../src/aws/ec2.ts";
import { REAL_WORLD } from "../../../../src/aws/aws-fetch.ts";
import {
  assumeRole,
  caller,
  CONFIG,
  type Credentials,
  EXTERNAL_ID,
  OPEN,
  outcome,
  READER,
  USER,
} from "../local-aws.ts";

const ACCOUNT = "123456789012";
const NUMBERS = [1, 2, 3, 4, 5];

const PLACE = {
  accountId: ACCOUNT,
  region: "eu-west-1",
  instances: NUMBERS.map((number) => ({
    instanceId: `i-${number}`,
    imageId: "ami-1",
    instanceType: "m7g.large",
    launchTime: "2026-11-20T08:00:00.000Z",
    availabilityZone: "eu-west-1a",
    tags: { Name: `host <${number}>` },
  })),
  interfaces: NUMBERS.map((number) => ({
    networkInterfaceId: `eni-${number}`,
    ...(number === 5 ? {} : { instanceId: `i-${number}` }),
    vpcId: "vpc-1",
    subnetId: "subnet-1",
    privateIpAddresses: [`10.0.0.${number}`, `2001:db8::${number}`],
  })),
};

let aws: LocalAws;

beforeAll(async () => {
  const roles = CONFIG.roles.map((role) => ({ ...role, describeEc2: role.arn === OPEN }));
  aws = await startLocalAws({ config: { ...CONFIG, roles, ec2: [PLACE] } });
}, 60_000);

afterAll(() => aws.dispose());

async function all(credentials: Credentials, region: string, action: DescribeAction): Promise<readonly Described[]> {
  const client = { world: REAL_WORLD, endpoint: aws.url, credentials: async () => credentials, forget: () => {} };
  const found: Described[] = [];
  let token: string | null = null;
  let pages = 0;
  do {
    const page = await describePage(client, region, action, token);
    found.push(...page.items);
    token = page.next;
    pages++;
  } while (token !== null);
  expect(pages).toBe(Math.max(1, Math.ceil(found.length / 2)));
  return found;
}

test("tells a role of its own account's instances and interfaces, page after page", async () => {
  const session = await assumeRole(aws.url, OPEN);
  const instances = await all(session, "eu-west-1", "DescribeInstances");
  expect(instances.map(({ ownerId, item }) => [ownerId, item["instanceId"]])).toEqual(
    NUMBERS.map((number) => [ACCOUNT, `i-${number}`]),
  );
  expect(instances[0]?.item).toMatchObject({
    tagSet: { items: [{ key: "Name", value: "host <1>" }] },
    networkInterfaceSet: { items: [{ networkInterfaceId: "eni-1", privateIpAddress: "10.0.0.1" }] },
  });
  const interfaces = await all(session, "eu-west-1", "DescribeNetworkInterfaces");
  expect(interfaces).toHaveLength(5);
  expect(interfaces[0]?.item).toMatchObject({
    attachment: { instanceId: "i-1" },
    ipv6AddressesSet: { items: [{ ipv6Address: "2001:db8::1" }] },
  });
  expect(interfaces[4]?.item).not.toHaveProperty("attachment");
});

test("other Regions and accounts have none of them", async () => {
  expect(await all(await assumeRole(aws.url, OPEN), "us-east-1", "DescribeInstances")).toEqual([]);
  expect(await all(USER, "eu-west-1", "DescribeInstances")).toEqual([]);
});

test("refuses in EC2's words: roles that may not ask, bad signatures, other actions", async () => {
  const reader = await assumeRole(aws.url, READER, EXTERNAL_ID);
  await expect(all(reader, "eu-west-1", "DescribeInstances")).rejects.toMatchObject({ code: "UnauthorizedOperation" });
  const forged = { ...USER, secretAccessKey: "wrong" };
  await expect(all(forged, "eu-west-1", "DescribeInstances")).rejects.toMatchObject({ code: "AuthFailure" });
  const ask = (body: string) =>
    caller(aws.url)("/", {
      method: "POST",
      service: "ec2",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  expect(await outcome(ask("Action=RunInstances&Version=2016-11-15"))).toBe("400 InvalidAction");
  expect(await outcome(ask("Action=DescribeInstances&Version=2016-11-15&MaxResults=3"))).toBe(
    "400 InvalidParameterValue",
  );
});
