/** What EC2 says of its instances and interfaces, beside what CloudTrail said. */

import { expect, test } from "vitest";
import { describedInstance, describedInterface, learnDescribed } from "../../../src/core/inventory/described.ts";
import { describeHost, type InventoryStore, learnCall } from "../../../src/core/inventory/inventory.ts";
import { memoryInventory } from "../../../src/core/inventory/memory-inventory.ts";
import type { JsonObject } from "../../../src/core/json.ts";
import { ec2, ENI, GROUP, INSTANCE, launch, VPC } from "./ec2-calls.ts";

const T0 = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;

const INTERFACE: JsonObject = {
  networkInterfaceId: ENI,
  vpcId: VPC,
  subnetId: "subnet-0eeeeeeeeeeeeeeee",
  privateIpAddress: "10.0.0.5",
  groupSet: { items: [GROUP] },
  privateIpAddressesSet: { items: [{ privateIpAddress: "10.0.0.5" }, { privateIpAddress: "10.0.0.6" }] },
  ipv6AddressesSet: "",
  attachment: { attachmentId: "eni-attach-1", instanceId: INSTANCE },
  association: { publicIp: "203.0.113.9", allocationId: "eipalloc-1", associationId: "eipassoc-1" },
};

const ITEM: JsonObject = {
  instanceId: INSTANCE,
  imageId: "ami-0dddddddddddddddd",
  instanceType: "m7g.large",
  instanceState: { name: "running" },
  launchTime: "2026-11-20T08:00:00.000Z",
  placement: { availabilityZone: "eu-west-1a" },
  vpcId: VPC,
  privateIpAddress: "10.0.0.5",
  iamInstanceProfile: { arn: "arn:aws:iam::111122223333:instance-profile/shop", id: "AIPAEXAMPLE" },
  groupSet: { items: [GROUP] },
  tagSet: { items: [{ key: "Name", value: "shop" }] },
  networkInterfaceSet: { items: [{ ...INTERFACE, attachment: { attachmentId: "eni-attach-1" } }] },
};

const learn = (store: InventoryStore, item: JsonObject, timeMs = T0): number =>
  learnDescribed(store, describedInstance(item, timeMs));
const ask = (store: InventoryStore) =>
  describeHost(store, { host: ENI, instanceId: null, interfaceId: ENI, vpcId: null, localIp: null });

test("an instance that no call told of has all of its details", () => {
  const store = memoryInventory();
  learn(store, ITEM);
  learnDescribed(store, describedInterface(INTERFACE, T0));
  expect(ask(store)).toEqual({
    host: INSTANCE,
    instanceId: INSTANCE,
    instanceDetails: {
      instanceId: INSTANCE,
      instanceType: "m7g.large",
      imageId: "ami-0dddddddddddddddd",
      launchTime: "2026-11-20T08:00:00.000Z",
      availabilityZone: "eu-west-1a",
      iamInstanceProfile: { arn: "arn:aws:iam::111122223333:instance-profile/shop", id: "AIPAEXAMPLE" },
      instanceState: "running",
      networkInterfaces: [
        {
          networkInterfaceId: ENI,
          privateIpAddress: "10.0.0.5",
          subnetId: "subnet-0eeeeeeeeeeeeeeee",
          vpcId: VPC,
          privateIpAddresses: [{ privateIpAddress: "10.0.0.5" }, { privateIpAddress: "10.0.0.6" }],
          ipv6Addresses: [],
          publicIp: "203.0.113.9",
          securityGroups: [GROUP],
        },
      ],
      tags: [{ key: "Name", value: "shop" }],
    },
  });
});

test("an answer that says nothing new writes nothing, in any order of the two actions", () => {
  const store = memoryInventory();
  learn(store, ITEM);
  learnDescribed(store, describedInterface(INTERFACE, T0));
  expect(learn(store, ITEM, T0 + MINUTE)).toBe(0);
  expect(learnDescribed(store, describedInterface(INTERFACE, T0 + MINUTE))).toBe(0);
});

test("what is no longer there is taken away: tags, public address, profile, attachment", () => {
  const store = memoryInventory();
  learn(store, ITEM);
  learnDescribed(store, describedInterface(INTERFACE, T0));
  const { iamInstanceProfile: _profile, ...bare } = ITEM;
  learn(store, { ...bare, tagSet: { items: [{ key: "Team", value: "web" }] } }, T0 + MINUTE);
  const { association: _public, ...closed } = INTERFACE;
  learnDescribed(store, describedInterface(closed, T0 + MINUTE));
  const details = ask(store).instanceDetails;
  expect(details?.["tags"]).toEqual([{ key: "Team", value: "web" }]);
  expect(details).not.toHaveProperty("iamInstanceProfile");
  expect(JSON.stringify(details)).not.toContain("203.0.113.9");

  const { attachment: _attached, ...loose } = closed;
  learnDescribed(store, describedInterface(loose, T0 + 2 * MINUTE));
  expect(ask(store)).toMatchObject({ host: ENI, instanceId: null });
});

test("a later call is believed before an earlier answer, and the other way round", () => {
  const store = memoryInventory();
  learnCall(store, launch(T0));
  const request = { instanceId: INSTANCE, instanceType: { value: "m7g.xlarge" } };
  learnCall(store, ec2("ModifyInstanceAttribute", T0 + 2 * MINUTE, request));
  learn(store, ITEM, T0 + MINUTE);
  expect(ask(store).instanceDetails).toMatchObject({ instanceType: "m7g.xlarge" });
  learn(store, { ...ITEM, instanceType: "m7g.metal" }, T0 + 3 * MINUTE);
  expect(ask(store).instanceDetails).toMatchObject({ instanceType: "m7g.metal" });
});

test("a terminated instance keeps what was known of it", () => {
  const store = memoryInventory();
  learn(store, ITEM);
  learn(store, { instanceId: INSTANCE, instanceState: { name: "terminated" }, tagSet: "" }, T0 + MINUTE);
  const details = describeHost(store, {
    host: INSTANCE,
    instanceId: INSTANCE,
    interfaceId: null,
    vpcId: null,
    localIp: null,
  }).instanceDetails;
  expect(details).toMatchObject({ instanceState: "terminated", instanceType: "m7g.large", tags: [{ key: "Name" }] });
});

test("items without an id say nothing", () => {
  expect(describedInstance({ instanceType: "m7g.large" }, T0)).toEqual([]);
  expect(describedInterface({ vpcId: VPC }, T0)).toEqual([]);
});
