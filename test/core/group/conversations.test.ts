import { expect, test } from "vitest";
import { flowLog } from "../../../bench/flow-data.ts";
import { CONVERSATIONS_MAX, HOUR_CUT_RECORDS, HOUR_CUTS_FREE } from "../../../src/core/limits.ts";
import { BASE, batches, flows, ip, line } from "./read-flows.ts";

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
    remote: null,
  });
});

test("what was accepted and what was rejected are told apart", () => {
  const [accepted, rejected] = ["ACCEPT", "REJECT"].map((action) => `40000 22 6 1 40 1700000000 1700000060 ${action}`);
  const got = flows(
    BASE,
    line("203.0.113.9", "10.0.0.5", accepted ?? ""),
    line("203.0.113.9", "10.0.0.5", rejected ?? ""),
  );
  expect(got.map(({ action, direction }) => [action, direction])).toEqual([
    ["ACCEPT", "INBOUND"],
    ["REJECT", "INBOUND"],
  ]);
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

test("IPv4 and IPv6 conversations stay apart, and late times hold", () => {
  const rest = "40000 443 6 1 40 4294967000 4294967294 ACCEPT";
  const got = flows(
    BASE,
    line("2001:db8::5", "2001:db8::9", rest),
    line("0.0.0.0", "0.0.0.1", rest),
    line("2001:db8::5", "2001:db8::9", rest),
    line("::ffff:0.0.0.0", "0.0.0.1", rest),
    line("255.255.255.255", "2001:db8::9", rest),
  );
  expect(got.map(({ localIp, remoteIp, records }) => [localIp, remoteIp, records])).toEqual([
    ["2001:db8::9", "2001:db8::5", 2],
    [0, 1, 2],
    // The address in most of the host's conversations is taken for its own.
    ["2001:db8::9", ip("255.255.255.255"), 1],
  ]);
  expect(got[0]).toMatchObject({ firstMs: 4_294_967_000_000, lastMs: 4_294_967_294_000 });
});

/** First and last second of a conversation of one record. */
function times(text: string): number[] {
  const [flow] = flows(BASE, line("10.0.0.5", "203.0.113.9", `40000 443 6 1 40 ${text} ACCEPT`));
  return [flow?.firstMs ?? 0, flow?.lastMs ?? 0].map((timeMs) => timeMs / 1000);
}

test("times that are swapped or missing are put right", () => {
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

const MIDNIGHT = 1_700_006_400;
const at = (seconds: number): string =>
  line("10.0.0.5", "203.0.113.9", `40000 443 6 2 200 ${MIDNIGHT + seconds} ${MIDNIGHT + seconds + 30} ACCEPT`);
const logOf = (starts: readonly number[]) => batches([BASE, ...starts.map(at)].join("\n"));

test("a beacon of a whole day in one object keeps its rhythm, hour by hour", () => {
  const got = logOf(Array.from({ length: 288 }, (_, index) => index * 300)).flatMap((batch) => batch.flows);
  expect(got.length).toBeGreaterThanOrEqual(23);
  expect(got.reduce((sum, { records }) => sum + records, 0)).toBe(288);
  const gaps = got.slice(1).map(({ firstMs }, index) => firstMs - (got[index]?.firstMs ?? 0));
  expect(new Set(gaps.slice(1))).toEqual(new Set([3_600_000]));
});

test("records a little before and after the hour are one batch, however they alternate", () => {
  const around = Array.from({ length: 100 }, (_, index) => 3_600 + (index % 2 === 0 ? -120 : 180));
  expect(logOf(around)).toHaveLength(1);
});

test("a log in no order of time is cut seldom, and no record is lost", () => {
  const count = 20_000;
  const starts = Array.from({ length: count }, (_, index) => ((index * 7_919) % 86_400) + 1);
  const got = logOf(starts);
  expect(got.length).toBeLessThanOrEqual(HOUR_CUTS_FREE + count / HOUR_CUT_RECORDS + 2);
  expect(got.reduce((sum, { records }) => sum + records, 0)).toBe(count);
});
