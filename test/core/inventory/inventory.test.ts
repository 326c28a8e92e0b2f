import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ApiCall } from "../../../src/core/event.ts";
import { describeHost, learnCall } from "../../../src/core/inventory/inventory.ts";
import { memoryInventory } from "../../../src/core/inventory/memory-inventory.ts";
import type { HostQuestion } from "../../../src/core/profile/host-facts.ts";
import { ec2, ENI, GROUP, INSTANCE, launch, VPC } from "./ec2-calls.ts";

const NOBODY: HostQuestion = { host: "?", instanceId: null, interfaceId: null, vpcId: null, localIp: null };
const byInterface = { ...NOBODY, host: ENI, interfaceId: ENI, localIp: "10.0.0.5" };
const byAddress = { ...NOBODY, host: `${VPC}/10.0.0.5`, vpcId: VPC, localIp: "10.0.0.5" };
const byInstance = { ...NOBODY, host: INSTANCE, instanceId: INSTANCE };

function after(...calls: readonly ApiCall[]) {
  const store = memoryInventory();
  for (const call of calls) learnCall(store, call);
  return (question: HostQuestion) => describeHost(store, question);
}

test("interface, address and id of a launched instance lead to it, with GuardDuty's details", () => {
  const describe = after(launch(1_750_000_000_000));
  for (const question of [byInterface, byAddress, byInstance]) {
    expect(describe(question)).toEqual({
      host: INSTANCE,
      instanceId: INSTANCE,
      instanceDetails: {
        instanceId: INSTANCE,
        instanceType: "m7g.large",
        imageId: "ami-0dddddddddddddddd",
        launchTime: "2025-06-15T15:06:40.000Z",
        availabilityZone: "eu-west-1a",
        iamInstanceProfile: { arn: "arn:aws:iam::111122223333:instance-profile/shop", id: "AIPAEXAMPLE" },
        instanceState: "running",
        networkInterfaces: [
          {
            networkInterfaceId: ENI,
            privateIpAddress: "10.0.0.5",
            subnetId: "subnet-0eeeeeeeeeeeeeeee",
            vpcId: VPC,
            privateIpAddresses: [{ privateIpAddress: "10.0.0.5" }],
            ipv6Addresses: ["2001:db8::5"],
            securityGroups: [GROUP],
          },
        ],
        tags: [{ key: "Name", value: "shop" }],
      },
    });
  }
});

test("a host that nothing is known of goes by what its record says", () => {
  const describe = after();
  expect(describe(byInterface)).toEqual({
    host: ENI,
    instanceId: null,
    instanceDetails: { networkInterfaces: [{ networkInterfaceId: ENI, privateIpAddress: "10.0.0.5" }] },
  });
  expect(describe(byInstance).host).toBe(INSTANCE);
});

test("an interface is attached, given an address, and taken away", () => {
  const other = "eni-0ffffffffffffffff";
  const created = ec2(
    "CreateNetworkInterface",
    1_000,
    {},
    {
      networkInterface: { networkInterfaceId: other, vpcId: VPC, privateIpAddress: "10.0.0.9" },
    },
  );
  const attach = ec2(
    "AttachNetworkInterface",
    2_000,
    { networkInterfaceId: other, instanceId: INSTANCE },
    {
      attachmentId: "eni-attach-9",
    },
  );
  const allocate = ec2("AllocateAddress", 2_500, {}, { allocationId: "eipalloc-1", publicIp: "198.51.100.9" });
  const associate = ec2(
    "AssociateAddress",
    3_000,
    { networkInterfaceId: other, allocationId: "eipalloc-1" },
    {
      associationId: "eipassoc-1",
    },
  );
  const question = { ...NOBODY, host: other, interfaceId: other };
  const calls = [launch(500), created, attach, allocate, associate];
  const attached = after(...calls)(question);
  expect(attached.host).toBe(INSTANCE);
  const interfaces = attached.instanceDetails?.["networkInterfaces"] as {
    networkInterfaceId: string;
    publicIp?: string;
  }[];
  expect(interfaces.map((one) => [one.networkInterfaceId, one.publicIp])).toEqual([
    [ENI, undefined],
    [other, "198.51.100.9"],
  ]);
  const dropped = after(...calls, ec2("DisassociateAddress", 3_500, { associationId: "eipassoc-1" }))(question);
  expect(JSON.stringify(dropped)).not.toContain("198.51.100.9");
  const detached = after(...calls, ec2("DetachNetworkInterface", 4_000, { attachmentId: "eni-attach-9" }))(question);
  expect(detached.host).toBe(other);
});

test("an address of a terminated instance or deleted interface is nobody's", () => {
  const terminate = ec2("TerminateInstances", 2_000, { instancesSet: { items: [{ instanceId: INSTANCE }] } });
  expect(after(launch(1_000), terminate)(byInstance).instanceDetails?.["instanceState"]).toBe("terminated");
  const remove = ec2("DeleteNetworkInterface", 2_000, { networkInterfaceId: ENI });
  expect(after(launch(1_000), remove)(byAddress).host).toBe(byAddress.host);
});

test("tags, type, groups and role are those of the latest call", () => {
  const id = { resourcesSet: { items: [{ resourceId: INSTANCE }, { resourceId: "vol-1" }] } };
  const describe = after(
    launch(1_000),
    ec2("CreateTags", 2_000, { ...id, tagSet: { items: [{ key: "Owner", value: "ann" }] } }),
    ec2("DeleteTags", 3_000, { ...id, tagSet: { items: [{ key: "Name" }] } }),
    ec2("ModifyInstanceAttribute", 4_000, { instanceId: INSTANCE, instanceType: { value: "m7g.xlarge" } }),
    ec2("AssociateIamInstanceProfile", 5_000, {
      AssociateIamInstanceProfileRequest: { InstanceId: INSTANCE, IamInstanceProfile: { Name: "admin" } },
    }),
  );
  expect(describe(byInstance).instanceDetails).toMatchObject({
    instanceType: "m7g.xlarge",
    iamInstanceProfile: { arn: "arn:aws:iam::111122223333:instance-profile/admin" },
    tags: [{ key: "Owner", value: "ann" }],
  });
});

test("failed calls teach nothing", () => {
  expect(after({ ...launch(1_000), error: "UnauthorizedOperation" })(byAddress).host).toBe(byAddress.host);
});

test("calls on one resource, late, doubled and in any order, give the same facts", () => {
  const calls = [
    launch(1_000),
    launch(1_000),
    ec2("CreateTags", 2_000, {
      resourcesSet: { items: [{ resourceId: INSTANCE }] },
      tagSet: { items: [{ key: "a", value: "1" }] },
    }),
    ec2("CreateTags", 2_000, {
      resourcesSet: { items: [{ resourceId: INSTANCE }] },
      tagSet: { items: [{ key: "a", value: "2" }] },
    }),
    ec2("ModifyInstanceAttribute", 3_000, { instanceId: INSTANCE, instanceType: { value: "m7g.xlarge" } }),
  ];
  const expected = after(...calls)(byAddress);
  const orders = fc.shuffledSubarray(calls, { minLength: calls.length });
  fc.assert(
    fc.property(orders, (order) => {
      expect(after(...order)(byAddress)).toEqual(expected);
    }),
  );
});

test("bodies of any shape change nothing and throw nothing", () => {
  const apis = ["RunInstances", "AttachNetworkInterface", "AssociateAddress", "CreateTags", "ModifyInstanceAttribute"];
  const body = fc.dictionary(
    fc.constantFrom("instancesSet", "items", "resourcesSet", "tagSet", "instanceId", "networkInterfaceId", "__proto__"),
    fc.jsonValue() as fc.Arbitrary<never>,
  );
  fc.assert(
    fc.property(fc.constantFrom(...apis), body, body, (api, request, response) => {
      const host = after(ec2(api, 1_000, request, response))(byInterface);
      expect(host.host).toBe(ENI);
    }),
  );
});
