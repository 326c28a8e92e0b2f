/** The fields of a flow log record that are read, where each goes in a row of numbers, and AWS's documented orders. */

/** What a column holds, and so how its text becomes a number. */
export const KIND = {
  skip: 0,
  name: 1,
  address: 2,
  port: 3,
  byte: 4,
  count: 5,
  action: 6,
  status: 7,
  direction: 8,
} as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/**
 * Places in a row. Names hold a handle of the tables, 0 for none; addresses a handle, -1 for none; other numbers are -1
 * where absent; times are seconds. `record` is the number of the record in its object.
 */
export const SLOT = {
  account: 0,
  interface: 1,
  source: 2,
  target: 3,
  sourcePort: 4,
  targetPort: 5,
  protocol: 6,
  packets: 7,
  bytes: 8,
  start: 9,
  end: 10,
  action: 11,
  status: 12,
  vpc: 13,
  subnet: 14,
  instance: 15,
  tcpFlags: 16,
  packetSource: 17,
  packetTarget: 18,
  region: 19,
  sourceService: 20,
  targetService: 21,
  direction: 22,
  path: 23,
  rejectReason: 24,
  sourceVpcAccount: 25,
  targetVpcAccount: 26,
  sourceVpc: 27,
  targetVpc: 28,
  sourceSubnet: 29,
  targetSubnet: 30,
  record: 31,
} as const;
export const ROW_SLOTS = 32;

export const ACTION = { none: 0, accept: 1, reject: 2 } as const;
export const STATUS = { ok: 0, noData: 1, skipData: 2 } as const;
export const DIRECTION = { none: 0, ingress: 1, egress: 2 } as const;

export type Column = { readonly name: string; readonly slot: number; readonly kind: Kind };

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html and …/tgw/tgw-flow-logs.html. */
export const COLUMNS: readonly Column[] = [
  { name: "account-id", slot: SLOT.account, kind: KIND.name },
  { name: "interface-id", slot: SLOT.interface, kind: KIND.name },
  { name: "srcaddr", slot: SLOT.source, kind: KIND.address },
  { name: "dstaddr", slot: SLOT.target, kind: KIND.address },
  { name: "srcport", slot: SLOT.sourcePort, kind: KIND.port },
  { name: "dstport", slot: SLOT.targetPort, kind: KIND.port },
  { name: "protocol", slot: SLOT.protocol, kind: KIND.byte },
  { name: "packets", slot: SLOT.packets, kind: KIND.count },
  { name: "bytes", slot: SLOT.bytes, kind: KIND.count },
  { name: "start", slot: SLOT.start, kind: KIND.count },
  { name: "end", slot: SLOT.end, kind: KIND.count },
  { name: "action", slot: SLOT.action, kind: KIND.action },
  { name: "log-status", slot: SLOT.status, kind: KIND.status },
  { name: "vpc-id", slot: SLOT.vpc, kind: KIND.name },
  { name: "subnet-id", slot: SLOT.subnet, kind: KIND.name },
  { name: "instance-id", slot: SLOT.instance, kind: KIND.name },
  { name: "tcp-flags", slot: SLOT.tcpFlags, kind: KIND.byte },
  { name: "pkt-srcaddr", slot: SLOT.packetSource, kind: KIND.address },
  { name: "pkt-dstaddr", slot: SLOT.packetTarget, kind: KIND.address },
  { name: "region", slot: SLOT.region, kind: KIND.name },
  { name: "pkt-src-aws-service", slot: SLOT.sourceService, kind: KIND.name },
  { name: "pkt-dst-aws-service", slot: SLOT.targetService, kind: KIND.name },
  { name: "flow-direction", slot: SLOT.direction, kind: KIND.direction },
  { name: "traffic-path", slot: SLOT.path, kind: KIND.byte },
  { name: "reject-reason", slot: SLOT.rejectReason, kind: KIND.name },
  { name: "tgw-src-vpc-account-id", slot: SLOT.sourceVpcAccount, kind: KIND.name },
  { name: "tgw-dst-vpc-account-id", slot: SLOT.targetVpcAccount, kind: KIND.name },
  { name: "tgw-src-vpc-id", slot: SLOT.sourceVpc, kind: KIND.name },
  { name: "tgw-dst-vpc-id", slot: SLOT.targetVpc, kind: KIND.name },
  { name: "tgw-src-subnet-id", slot: SLOT.sourceSubnet, kind: KIND.name },
  { name: "tgw-dst-subnet-id", slot: SLOT.targetSubnet, kind: KIND.name },
];

const V2 =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";
const V3 = `${V2} vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr`;
const V4 = `${V3} region az-id sublocation-type sublocation-id`;
const V5 = `${V4} pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path`;
const V7 = `${V5} ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id`;
const V8 = `${V7} reject-reason`;
const V9 = `${V8} resource-id`;
const V10 = `${V9} encryption-status`;
const TRANSIT_GATEWAY =
  "version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status type packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded packets-lost-ttl-expired tcp-flags region flow-direction pkt-src-aws-service pkt-dst-aws-service";

/** Orders in which AWS lists the fields; each has another number of columns, which tells them apart without a header. */
export const DOCUMENTED_ORDERS: readonly string[] = [V2, V3, V4, V5, V7, V8, V9, V10, TRANSIT_GATEWAY];

/** Every field name that AWS has documented: what tells a header from a record. */
export const FIELD_NAMES: ReadonlySet<string> = new Set(`${V10} ${TRANSIT_GATEWAY}`.split(" "));
