/** What exists in the local EC2, as people write it: instances and network interfaces by account and Region. */

import { z } from "zod";

const group = z.strictObject({ groupId: z.string().startsWith("sg-"), groupName: z.string() });
const address = z.union([z.ipv4(), z.ipv6()]);

const networkInterface = z.strictObject({
  networkInterfaceId: z.string().startsWith("eni-"),
  /** Absent: attached to nothing. */
  instanceId: z.string().startsWith("i-").optional(),
  vpcId: z.string().startsWith("vpc-"),
  subnetId: z.string().startsWith("subnet-"),
  /** The first is the primary one. */
  privateIpAddresses: z.array(address).min(1),
  publicIp: z.ipv4().optional(),
  groups: z.array(group).default([]),
});

const instance = z.strictObject({
  instanceId: z.string().startsWith("i-"),
  imageId: z.string().startsWith("ami-"),
  instanceType: z.string(),
  launchTime: z.iso.datetime(),
  availabilityZone: z.string(),
  state: z.enum(["pending", "running", "stopped", "terminated"]).default("running"),
  instanceProfile: z.strictObject({ arn: z.string().startsWith("arn:"), id: z.string() }).optional(),
  tags: z.record(z.string(), z.string()).default({}),
});

export const ec2Place = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/),
  region: z.string(),
  instances: z.array(instance).default([]),
  interfaces: z.array(networkInterface).default([]),
});

export type Ec2Place = z.output<typeof ec2Place>;
export type Ec2Instance = z.output<typeof instance>;
export type Ec2Interface = z.output<typeof networkInterface>;
