/** RunInstances and what follows: from these records an inventory learns which instance has which address and role. */

import { type Machine, machineOf } from "../hosts/machines.ts";
import type { Call, Emit } from "./call.ts";
import { roleSession } from "./identities.ts";
import { TERRAFORM, type Workload } from "../organization.ts";
import type { Random } from "../random.ts";

type Base = Pick<Call, "accountId" | "region" | "identity" | "ip" | "agent">;

/** Who builds the organisation's machines: a pipeline, from a runner. */
function builder(accountId: string, region: string, timeMs: number, random: Random): Base {
  const role = { role: "deploy-platform", roleId: "EXAMPLEPLATFORMAA", session: "terraform" };
  const identity = roleSession({ accountId, ...role, keyId: random.id(16), sinceMs: timeMs });
  return { accountId, region, identity, ip: "20.42.7.19", agent: TERRAFORM };
}

export function launch(machine: Machine, timeMs: number, random: Random, emit: Emit): void {
  const base = builder(machine.accountId, machine.region, timeMs, random);
  const { instanceId, publicIp } = machine;
  const response = runResponse(machine, random, timeMs);
  emit({ ...base, timeMs, api: "ec2:RunInstances", request: runRequest(machine), response });
  if (machine.kind === "nat") secondInterface(machine, base, timeMs + 20_000, random, emit);
  if (publicIp === null) return;
  const allocationId = `eipalloc-0${random.hex(16)}`;
  emit({
    ...base,
    timeMs: timeMs + 40_000,
    api: "ec2:AssociateAddress",
    request: { allocationId, instanceId, publicIp },
    response: { _return: true, associationId: `eipassoc-0${random.hex(16)}` },
  });
}

function secondInterface(machine: Machine, base: Base, timeMs: number, random: Random, emit: Emit): void {
  const networkInterfaceId = `eni-0${random.hex(16)}`;
  const privateIpAddress = machine.privateIp.replace(/\d+$/, "250");
  const made = {
    networkInterfaceId,
    subnetId: machine.subnetId,
    vpcId: machine.vpcId,
    privateIpAddress,
    status: "pending",
  };
  const request = { subnetId: machine.subnetId, privateIpAddress };
  emit({ ...base, timeMs, api: "ec2:CreateNetworkInterface", request, response: { networkInterface: made } });
  emit({
    ...base,
    timeMs: timeMs + 5_000,
    api: "ec2:AttachNetworkInterface",
    request: { networkInterfaceId, instanceId: machine.instanceId, deviceIndex: 1 },
    response: { attachmentId: `eni-attach-0${random.hex(16)}` },
  });
}

/** The gateway that instances without an address of their own go out through. */
export function natGateway(workload: Workload, timeMs: number, random: Random, emit: Emit): void {
  const base = builder(workload.accountId, workload.region, timeMs, random);
  const allocationId = `eipalloc-0${random.hex(16)}`;
  const { subnetId, vpcId } = machineOf(workload);
  emit({
    ...base,
    timeMs,
    api: "ec2:AllocateAddress",
    response: { publicIp: workload.egressIp, allocationId, domain: "vpc" },
  });
  const address = { allocationId, publicIp: workload.egressIp, networkInterfaceId: `eni-0${random.hex(16)}` };
  emit({
    ...base,
    timeMs: timeMs + 9_000,
    api: "ec2:CreateNatGateway",
    request: { CreateNatGatewayRequest: { AllocationId: allocationId, SubnetId: subnetId } },
    response: {
      CreateNatGatewayResponse: {
        natGateway: {
          natGatewayId: `nat-0${random.hex(16)}`,
          subnetId,
          vpcId,
          state: "pending",
          natGatewayAddressSet: { item: address },
        },
      },
    },
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
