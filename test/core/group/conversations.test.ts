import { expect, test } from "vitest";
import { flowLog } from "../../../bench/flow-data.ts";
import type { Flow } from "../../../src/core/event-flow.ts";
import { Conversations } from "../../../src/core/group/conversations.ts";
import { CONVERSATIONS_MAX } from "../../../src/core/limits.ts";
import { type Ip, parseIp } from "../../../src/core/net/ip.ts";
import { FlowReader } from "../../../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../../../src/core/sources/flow/flow-tables.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";

const BASE =
  "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

type Batch = { records: number; hosts: string[]; flows: Flow[] };

function batches(log: string | Uint8Array, sliceBytes = 65_536): Batch[] {
  const bytes = typeof log === "string" ? encodeUtf8(log) : log;
  const tables = new FlowTables();
  const out: Batch[] = [];
  const conversations = new Conversations(tables, { accountId: "111122223333", region: "eu-west-1" }, (batch) => {
    const hosts = [...batch.hosts()];
    out.push({
      records: batch.records,
      hosts: hosts.map(({ host }) => host),
      flows: hosts.flatMap(({ flows }) => flows),
    });
  });
  const reader = new FlowReader(tables, conversations);
  for (let at = 0; at < bytes.length; at += sliceBytes) reader.push(bytes.slice(at, at + sliceBytes));
  reader.end();
  expect(reader.counts.rejected).toBe(0);
  return out;
}

function flows(columns: string, ...lines: readonly string[]): Flow[] {
  return batches([columns, ...lines].join("\n")).flatMap((batch) => batch.flows);
}

const ip = (text: string): Ip => parseIp(text) ?? "not an address";
const line = (source: string, target: string, rest: string): string =>
  `2 123456789012 eni-1 ${source} ${target} ${rest} OK`;

test("both directions and every ephemeral port of one service are one conversation", () => {
  const got = flows(
    BASE,
    line("10.0.0.5", "203.0.113.9", "40000 443 6 10 1000 1700000000 1700000060 ACCEPT"),
    line("203.0.113.9", "10.0.0.5", "443 40000 6 20 9000 1700000001 1700000061 ACCEPT"),
    line("10.0.0.5", "203.0.113.9", "40001 443 6 1 60 1700000100 1700000160 ACCEPT"),
    line("10.0.0.5", "203.0.113.9", "40002 8443 6 1 60 1700000100 1700000160 ACCEPT"),
  );
  expect(got).toHaveLength(2);
  expect(got[0]).toEqual({
    kind: "flow",
    record: 1,
    records: 3,
    accountId: "123456789012",
    region: "eu-west-1",
    host: "eni-1",
    instanceId: null,
    interfaceId: "eni-1",
    vpcId: null,
    subnetId: null,
    localIp: ip("10.0.0.5"),
    remoteIp: ip("203.0.113.9"),
    localPort: 40_000,
    remotePort: 443,
    protocol: 6,
    direction: "OUTBOUND",
    initiator: "local",
    initiatorBasis: "ports",
    packetsOut: 11,
    bytesOut: 1060,
    packetsIn: 20,
    bytesIn: 9000,
    firstMs: 1_700_000_000_000,
    lastMs: 1_700_000_160_000,
    tcpFlagsOut: 0,
    tcpFlagsIn: 0,
    action: "ACCEPT",
    rejectReason: null,
    remoteService: null,
    path: null,
  });
});

test("what was accepted and what was rejected are told apart", () => {
  const rest = (action: string): string => `40000 22 6 1 40 1700000000 1700000060 ${action}`;
  const got = flows(
    BASE,
    line("203.0.113.9", "10.0.0.5", rest("ACCEPT")),
    line("203.0.113.9", "10.0.0.5", rest("REJECT")),
  );
  expect(got.map(({ action, direction }) => [action, direction])).toEqual([
    ["ACCEPT", "INBOUND"],
    ["REJECT", "INBOUND"],
  ]);
});

const FLAGS = `${BASE.replace(" log-status", "")} tcp-flags flow-direction log-status`;

test.each<[string, string, string, Partial<Flow>]>([
  ["a SYN opens, whatever the ports", "443 50000 6", "2 egress", { initiator: "local", initiatorBasis: "flags" }],
  ["a SYN-ACK answers", "50000 443 6", "18 egress", { initiator: "remote", initiatorBasis: "flags" }],
  ["well known beats registered", "1025 53 17", "0 egress", { initiator: "local", initiatorBasis: "ports" }],
  ["registered beats ephemeral", "8080 40000 6", "0 egress", { initiator: "remote", initiatorBasis: "ports" }],
  [
    "equal ports tell nothing",
    "123 123 17",
    "0 egress",
    { initiator: "unknown", direction: "UNKNOWN", initiatorBasis: "none" },
  ],
  ["ICMP tells nothing", "0 0 1", "0 egress", { initiator: "unknown", localPort: 0, remotePort: 0, protocol: 1 }],
  ["the lower port of a class serves", "50001 50000 6", "0 egress", { initiator: "local", initiatorBasis: "ports" }],
  ["no ports and no protocol", "- - -", "- egress", { initiator: "unknown", localPort: null, protocol: null }],
])("initiator: %s", (_, ports, last, expected) => {
  const [got] = flows(FLAGS, `2 1 eni-1 10.0.0.5 10.0.0.9 ${ports} 1 40 1700000000 1700000060 ACCEPT ${last} OK`);
  expect(got).toMatchObject({ localIp: ip("10.0.0.5"), remoteIp: ip("10.0.0.9"), ...expected });
});

test("a rejected packet between two ephemeral ports was nobody's answer", () => {
  const [got] = flows(BASE, line("203.0.113.9", "10.0.0.5", "40000 50000 6 1 40 1700000000 1700000060 REJECT"));
  expect(got).toMatchObject({ initiator: "remote", initiatorBasis: "reject", localPort: 50_000 });
});

test("a later window without flags joins the conversation that the SYN opened", () => {
  const head = "2 1 eni-1 10.0.0.5 10.0.0.9";
  const got = flows(
    FLAGS,
    `${head} 40000 50000 6 1 40 1700000000 1700000060 ACCEPT 2 egress OK`,
    `${head} 40000 50000 6 5 500 1700000060 1700000120 ACCEPT 0 egress OK`,
    "2 1 eni-1 10.0.0.9 10.0.0.5 50000 40000 6 7 700 1700000060 1700000120 ACCEPT 0 ingress OK",
  );
  expect(got).toHaveLength(1);
  expect(got[0]).toMatchObject({
    records: 3,
    packetsOut: 6,
    packetsIn: 7,
    tcpFlagsOut: 2,
    remotePort: 50_000,
    initiatorBasis: "flags",
  });
});

test("between two private addresses the host's own is known from its other conversations, in any order", () => {
  const rest = "40000 443 6 1 40 1700000000 1700000060 ACCEPT";
  const lines = [
    line("10.0.0.9", "10.0.0.5", rest),
    line("10.0.0.5", "10.0.0.7", rest),
    line("10.0.0.8", "10.0.0.5", rest),
    line("10.0.0.5", "203.0.113.9", rest),
  ];
  for (const order of [lines, lines.toReversed()]) {
    expect(flows(BASE, ...order).map(({ localIp }) => localIp)).toEqual(
      Array.from({ length: 4 }, () => ip("10.0.0.5")),
    );
  }
  expect(flows(BASE, ...lines.slice(0, 3)).every(({ localIp }) => localIp === ip("10.0.0.5"))).toBe(true);
});

const NAT = `${BASE} pkt-srcaddr pkt-dstaddr flow-direction`;

test.each([
  [
    "the peer behind NAT, inbound",
    "10.0.1.9 10.0.0.5 40000 443",
    "198.51.100.7 10.0.0.5 ingress",
    "10.0.0.5",
    "198.51.100.7",
  ],
  [
    "the peer beyond a gateway, outbound",
    "10.0.0.5 10.0.1.9 40000 443",
    "10.0.0.5 198.51.100.7 egress",
    "10.0.0.5",
    "198.51.100.7",
  ],
  [
    "the local side stays the interface's",
    "10.0.1.9 10.0.0.5 40000 443",
    "10.0.1.9 198.51.100.7 ingress",
    "10.0.0.5",
    "10.0.1.9",
  ],
  [
    "no direction: the public one is remote",
    "203.0.113.9 10.0.0.5 40000 443",
    "198.51.100.7 10.0.0.5 -",
    "10.0.0.5",
    "198.51.100.7",
  ],
  [
    "no direction, both private: as logged",
    "10.0.1.9 10.0.0.5 443 40000",
    "198.51.100.7 10.0.0.5 -",
    "10.0.1.9",
    "10.0.0.5",
  ],
])("packet addresses: %s", (_, ends, packet, localIp, remoteIp) => {
  const [got] = flows(NAT, `3 1 eni-1 ${ends} 6 1 40 1700000000 1700000060 ACCEPT OK ${packet}`);
  const pair = new Set([got?.localIp, got?.remoteIp]);
  if (packet.endsWith("-") && localIp === "10.0.1.9") expect(pair).toEqual(new Set([ip(localIp), ip(remoteIp)]));
  else expect(got).toMatchObject({ localIp: ip(localIp), remoteIp: ip(remoteIp) });
});

test("two peers behind one NAT address are two conversations", () => {
  const ends = "eni-1 10.0.1.9 10.0.0.5 40000 443 6 1 40 1700000000 1700000060 ACCEPT OK";
  const got = flows(NAT, `3 1 ${ends} 198.51.100.7 10.0.0.5 ingress`, `3 1 ${ends} 198.51.100.8 10.0.0.5 ingress`);
  expect(got.map(({ remoteIp }) => remoteIp)).toEqual([ip("198.51.100.7"), ip("198.51.100.8")]);
});

test("an instance names the host; services, path and reject reason are kept", () => {
  const columns = `${BASE} vpc-id subnet-id instance-id region pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path reject-reason`;
  const [got] = flows(
    columns,
    "8 unknown eni-1 10.0.0.5 203.0.113.9 40000 443 6 1 40 1700000000 1700000060 REJECT OK vpc-1 subnet-1 i-1 us-east-1 - S3 egress 8 BPA",
  );
  expect(got).toMatchObject({
    accountId: "111122223333",
    region: "us-east-1",
    host: "i-1",
    instanceId: "i-1",
    vpcId: "vpc-1",
    subnetId: "subnet-1",
    remoteService: "S3",
    path: 8,
    rejectReason: "BPA",
  });
});

test("a transit gateway's records belong to the VPC they come from, else to the one they go to, one host an address", () => {
  const columns =
    "version account-id tgw-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status flow-direction";
  const rest = "6 1 40 1700000000 1700000060 OK ingress";
  const got = flows(
    columns,
    `6 123456789012 tgw-1 111122223333 - vpc-a vpc-b 10.0.0.1 10.1.0.1 40000 443 ${rest}`,
    `6 123456789012 tgw-1 - 444455556666 - vpc-b 203.0.113.9 10.1.0.2 40000 443 ${rest}`,
    `6 123456789012 tgw-1 - - - - 203.0.113.9 10.1.0.3 40000 443 ${rest}`,
  );
  expect(got.map((flow) => [flow.host, flow.accountId, flow.direction, flow.action])).toEqual([
    ["vpc-a/10.0.0.1", "111122223333", "OUTBOUND", null],
    ["vpc-b/10.1.0.2", "444455556666", "INBOUND", null],
    ["123456789012/10.1.0.3", "123456789012", "INBOUND", null],
  ]);
});

test("times that are swapped or missing are put right", () => {
  const rest = (times: string): string => `40000 443 6 1 40 ${times} ACCEPT`;
  const times = (text: string): number[] =>
    flows(BASE, line("10.0.0.5", "203.0.113.9", rest(text))).flatMap(({ firstMs, lastMs }) => [
      firstMs / 1000,
      lastMs / 1000,
    ]);
  expect(times("1700000060 1700000000")).toEqual([1_700_000_000, 1_700_000_060]);
  expect(times("- 1700000060")).toEqual([1_700_000_060, 1_700_000_060]);
  expect(times("1700000000 -")).toEqual([1_700_000_000, 1_700_000_000]);
});

test("full means emit and start anew: nothing is lost, and the cut does not depend on the slices", () => {
  const lines: string[] = [BASE];
  const count = CONVERSATIONS_MAX * 2 + 10;
  for (let at = 0; at < count; at++) {
    const peer = `${11 + (at >>> 16)}.${(at >>> 8) & 255}.${at & 255}.9`;
    lines.push(line("10.0.0.5", peer, `40000 443 6 2 ${at} 1700000000 1700000060 ACCEPT`));
  }
  const log = lines.join("\n");
  const large = batches(log);
  expect(large.length).toBeGreaterThan(2);
  expect(large.every((batch) => batch.flows.length <= CONVERSATIONS_MAX)).toBe(true);
  const all = large.flatMap((batch) => batch.flows);
  expect(all).toHaveLength(count);
  expect(new Set(all.map(({ remoteIp }) => remoteIp)).size).toBe(count);
  expect(all.reduce((sum, flow) => sum + flow.bytesOut, 0)).toBe((count * (count - 1)) / 2);
  expect(batches(log, 997).map(({ records }) => records)).toEqual(large.map(({ records }) => records));
});

test("sums over a whole generated log are those of its lines", () => {
  const bytes = flowLog(20_000, 50, 3);
  const all = batches(bytes).flatMap((batch) => batch.flows);
  const words = new TextDecoder()
    .decode(bytes)
    .trim()
    .split("\n")
    .slice(1)
    .map((text) => text.split(" "));
  const sum = (column: number): number => words.reduce((total, row) => total + Number(row[column]), 0);
  expect(all.reduce((total, flow) => total + flow.bytesIn + flow.bytesOut, 0)).toBe(sum(9));
  expect(all.reduce((total, flow) => total + flow.packetsIn + flow.packetsOut, 0)).toBe(sum(8));
  expect(all.reduce((total, flow) => total + flow.records, 0)).toBe(words.length);
  expect(all.every((flow) => Number(flow.localIp) >>> 24 === 10)).toBe(true);
});
