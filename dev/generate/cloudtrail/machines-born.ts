/** RunInstances and what follows: from these records an inventory learns which instance has which address and role. */

import type { Machine } from "../hosts/machines.ts";
import type { Emit } from "./call.ts";
import { roleSession } from "./identities.ts";
import { TERRAFORM } from "../organization.ts";
import type { Random } from "../random.ts";

export function launch(machine: Machine, timeMs: number, random: Random, emit: Emit): void {
  const { accountId, region } = machine;
  const identity = roleSession({
    accountId,
    role: "deploy-platform",
    roleId: "EXAMPLEPLATFORMAA",
    session: "terraform",
    keyId: random.id(16),
    sinceMs: timeMs,
  });
  const base = { accountId, region, identity, ip: "20.42.7.19", agent: TERRAFORM };
  emit({
    ...base,
    timeMs,
    api: "ec2:RunInstances",
    request: runRequest(machine),
    response: runResponse(machine, random, timeMs),
  });
  if (machine.publicIp === null) return;
  emit({
    ...base,
    timeMs: timeMs + 40_000,
    api: "ec2:AssociateAddress",
    request: {
      allocationId: `eipalloc-0${random.hex(16)}`,
      instanceId: machine.instanceId,
      publicIp: machine.publicIp,
    },
    response: { _return: true, associationId: `eipassoc-0${random.hex(16)}` },
  });
}

function runRequest(machine: Machine): object {
  return {
    instancesSet: { items: [{ imageId: "ami-0abcdef1234567890", minCount: 1, maxCount: 1 }] },
    instanceType: machine.instanceType,
    iamInstanceProfile: { name: machine.role },
    networkInterfaceSet: { items: [{ deviceIndex: 0, subnetId: machine.subnetId }] },
    monitoring: { enabled: false },
  };
}

function runResponse(machine: Machine, random: Random, timeMs: number): object {
  return {
    reservationId: `r-0${random.hex(16)}`,
    ownerId: machine.accountId,
    groupSet: {},
    instancesSet: {
      items: [
        {
          instanceId: machine.instanceId,
          imageId: "ami-0abcdef1234567890",
          instanceState: { code: 0, name: "pending" },
          instanceType: machine.instanceType,
          launchTime: timeMs,
          placement: { availabilityZone: `${machine.region}a`, tenancy: "default" },
          subnetId: machine.subnetId,
          vpcId: machine.vpcId,
          privateIpAddress: machine.privateIp,
          privateDnsName: `ip-${machine.privateIp.replaceAll(".", "-")}.${machine.region}.compute.internal`,
          iamInstanceProfile: {
            arn: `arn:aws:iam::${machine.accountId}:instance-profile/${machine.role}`,
            id: `AIPA${random.id(17)}`,
          },
          tagSet: {
            items: [
              { key: "Name", value: machine.name },
              { key: "role", value: machine.kind },
            ],
          },
          networkInterfaceSet: {
            items: [
              {
                networkInterfaceId: machine.interfaceId,
                subnetId: machine.subnetId,
                vpcId: machine.vpcId,
                ownerId: machine.accountId,
                status: "in-use",
                privateIpAddress: machine.privateIp,
                groupSet: { items: [{ groupId: `sg-0${random.hex(16)}`, groupName: machine.kind }] },
                privateIpAddressesSet: { item: [{ privateIpAddress: machine.privateIp, primary: true }] },
              },
            ],
          },
        },
      ],
    },
  };
}
