/** DescribeInstances and DescribeNetworkInterfaces: what is sent, and how answers of the API Reference's form are read. */

import { expect, test } from "vitest";
import { type DescribeAction, describePage } from "../../src/aws/ec2.ts";
import { EC2_ATTEMPTS_MAX, EC2_PAGE_ITEMS } from "../../src/core/limits.ts";
import { CREDENTIALS, fakeWorld } from "./fake-world.ts";

const INSTANCES = `<?xml version="1.0" encoding="UTF-8"?>
<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <requestId>8f7724cf-496f-496e-8fe3-example</requestId>
  <reservationSet>
    <item>
      <reservationId>r-1234567890abcdef0</reservationId><ownerId>123456789012</ownerId><groupSet/>
      <instancesSet>
        <item>
          <instanceId>i-1234567890abcdef0</instanceId>
          <instanceState><code>16</code><name>running</name></instanceState>
          <launchTime>2026-01-08T16:46:19.000Z</launchTime>
          <placement><availabilityZone>eu-west-1c</availabilityZone><tenancy>default</tenancy></placement>
          <groupSet><item><groupId>sg-e4076980</groupId><groupName>SecurityGroup1 &amp; more</groupName></item></groupSet>
          <tagSet><item><key>Name</key><value>Server_1</value></item></tagSet>
          <kernelId/>
        </item>
      </instancesSet>
    </item>
  </reservationSet>
  <nextToken>eyJ2IjoiMiJ9</nextToken>
</DescribeInstancesResponse>`;

const INTERFACES = `<DescribeNetworkInterfacesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
  <networkInterfaceSet>
    <item><networkInterfaceId>eni-1</networkInterfaceId><ownerId>123456789012</ownerId></item>
    <item><networkInterfaceId>eni-2</networkInterfaceId><ownerId>999999999999</ownerId></item>
  </networkInterfaceSet>
</DescribeNetworkInterfacesResponse>`;

async function asked(answer: () => Response, region = "eu-west-1", token: string | null = null) {
  const bodies: string[] = [];
  const world = fakeWorld(async (request) => {
    bodies.push(await request.text());
    return answer();
  });
  const client = { world, endpoint: undefined, credentials: async () => CREDENTIALS, forget: () => {} };
  const ask = (action: DescribeAction) => describePage(client, region, action, token);
  return { world, bodies, ask };
}

test("asks the Region's own host, signed, a page at a time", async () => {
  const { world, bodies, ask } = await asked(() => new Response(INSTANCES), "cn-north-1", "token/+=");
  const page = await ask("DescribeInstances");
  expect(page.next).toBe("eyJ2IjoiMiJ9");
  const [request] = world.requests;
  expect(request?.url).toBe("https://ec2.cn-north-1.amazonaws.com.cn/");
  expect(request?.headers.get("authorization")).toContain("/cn-north-1/ec2/aws4_request");
  expect(Object.fromEntries(new URLSearchParams(bodies[0]))).toEqual({
    Action: "DescribeInstances",
    Version: "2016-11-15",
    MaxResults: String(EC2_PAGE_ITEMS),
    NextToken: "token/+=",
  });
});

test("an instance comes with its owner, and lists as CloudTrail writes them", async () => {
  const { ask } = await asked(() => new Response(INSTANCES));
  expect((await ask("DescribeInstances")).items).toEqual([
    {
      ownerId: "123456789012",
      item: {
        instanceId: "i-1234567890abcdef0",
        instanceState: { code: "16", name: "running" },
        launchTime: "2026-01-08T16:46:19.000Z",
        placement: { availabilityZone: "eu-west-1c", tenancy: "default" },
        groupSet: { items: [{ groupId: "sg-e4076980", groupName: "SecurityGroup1 & more" }] },
        tagSet: { items: [{ key: "Name", value: "Server_1" }] },
        kernelId: "",
      },
    },
  ]);
});

test("interfaces, and the last page", async () => {
  const { ask } = await asked(() => new Response(INTERFACES));
  const page = await ask("DescribeNetworkInterfaces");
  expect(page.items.map(({ ownerId, item }) => [ownerId, item["networkInterfaceId"]])).toEqual([
    ["123456789012", "eni-1"],
    ["999999999999", "eni-2"],
  ]);
  expect(page.next).toBeNull();
});

const refusal = (status: number, code: string) => () =>
  new Response(
    `<Response><Errors><Error><Code>${code}</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>`,
    { status },
  );

test.each([
  [403, "UnauthorizedOperation", 1],
  [503, "RequestLimitExceeded", EC2_ATTEMPTS_MAX],
  [500, "InternalError", EC2_ATTEMPTS_MAX],
])("%i %s is thrown by its code after %i attempts", async (status, code, attempts) => {
  const { world, ask } = await asked(refusal(status, code));
  await expect(ask("DescribeInstances")).rejects.toMatchObject({ code, status });
  expect(world.requests).toHaveLength(attempts);
});

test("an answer to something else, or to nobody, is an error", async () => {
  const { ask } = await asked(() => new Response(INTERFACES));
  await expect(ask("DescribeInstances")).rejects.toMatchObject({ code: "UnexpectedAnswer" });
  const elsewhere = await asked(() => new Response(INSTANCES), "eu-west-1.evil.example/");
  await expect(elsewhere.ask("DescribeInstances")).rejects.toThrow(/not an AWS Region/);
  expect(elsewhere.world.requests).toHaveLength(0);
});
