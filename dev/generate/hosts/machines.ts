/** The machines whose traffic is logged, each with the load of its kind. */

import { awsAddress } from "../addresses.ts";
import { accountAt, type Organization, REGIONS, type Workload } from "../organization.ts";
import { Random } from "../random.ts";

export const MACHINE_KINDS = [
  "web",
  "database",
  "nat",
  "bastion",
  "mail-relay",
  "batch",
  "scanner",
  "resolver",
  "web",
  "emr",
] as const;
export type MachineKind = (typeof MACHINE_KINDS)[number];

/** Of the fleet: `kind` is one that traffic is written for. */
export type FleetMachine = Machine & { readonly kind: MachineKind };

export type Machine = {
  readonly index: number;
  readonly name: string;
  readonly kind: MachineKind | "program";
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly instanceId: string;
  readonly interfaceId: string;
  readonly instanceType: string;
  readonly role: string;
  readonly privateIp: string;
  /** Null behind the NAT gateway. */
  readonly publicIp: string | null;
};

const PUBLIC = new Set<MachineKind>(["web", "nat", "bastion", "mail-relay", "emr"]);

export function buildMachines(organization: Organization): FleetMachine[] {
  const { seed, hosts } = organization.options;
  return Array.from({ length: hosts }, (_, at) => {
    const random = new Random(seed, `machine ${at}`);
    const kind = MACHINE_KINDS[at % MACHINE_KINDS.length] ?? "web";
    // A fleet of one account sees itself: peers are in the same VPC.
    const account = accountAt(organization.accounts, Math.floor(at / MACHINE_KINDS.length));
    const region = REGIONS[Math.floor(at / MACHINE_KINDS.length) % 2] ?? "eu-west-1";
    return {
      index: at,
      name: `${kind}-${at}`,
      kind,
      accountId: account.id,
      region,
      vpcId: account.vpcId,
      subnetId: `subnet-0${new Random(seed, `subnet ${account.id}`).hex(16)}`,
      instanceId: `i-0${random.hex(16)}`,
      interfaceId: `eni-0${random.hex(16)}`,
      instanceType: random.pick(["m6i.large", "c7g.xlarge", "t3.medium"]),
      role: `${kind}-host-role`,
      privateIp: `10.${20 + Math.floor(at / MACHINE_KINDS.length)}.1.${10 + (at % 200)}`,
      publicIp: PUBLIC.has(kind) ? awsAddress(region, random) : null,
    };
  });
}

/** The instance that a program of CloudTrail's world runs on: launched like the others, its network not logged. */
export function machineOf(workload: Workload): Machine {
  const tail = workload.instanceId.slice(-16);
  return {
    index: -1,
    name: workload.name,
    kind: "program",
    accountId: workload.accountId,
    region: workload.region,
    vpcId: `vpc-1${tail}`,
    subnetId: `subnet-1${tail}`,
    instanceId: workload.instanceId,
    interfaceId: `eni-1${tail}`,
    instanceType: "m6i.large",
    role: `${workload.name}-role`,
    privateIp: `10.90.${Number.parseInt(tail.slice(0, 2), 16)}.${Number.parseInt(tail.slice(2, 4), 16)}`,
    publicIp: workload.isBehindNat ? null : workload.egressIp,
  };
}
