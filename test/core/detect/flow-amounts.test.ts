/**
 * Every detector of flows, from lines of a log: at the amounts that AWS's own tester sends where it sends any
 * (awslabs/amazon-guardduty-tester), with aggregation intervals of one and of ten minutes, and for hosts with a private, a
 * public and an IPv6 address.
 */

import { expect, test } from "vitest";
import { HOST_DETECTORS } from "../../../src/core/detect/host-catalogue.ts";
import type { HostBatch } from "../../../src/core/group/host-batch.ts";
import type { Category } from "../../../src/core/intel/categories.ts";
import { ICMP, TCP, UDP } from "../../../src/core/net/protocols.ts";
import { observeHost } from "../../../src/core/observe-host.ts";
import { packHostProfile, unpackHostProfile } from "../../../src/core/profile/host-profile-codec.ts";
import { emptyHostProfile } from "../../../src/core/profile/host-profile.ts";
import { batchesOf, type Conversation, type WindowMinutes, withFacts } from "./flow-log.ts";
import { addressFacts, DAY_MS } from "./host-batches.ts";
import { match } from "./listed.ts";

const GRE = 47;
const DAYS_KNOWN = 10;

type Side = { readonly kind: string; readonly local: string; readonly remote: (index: number) => string };
const v4 = (index: number): string => `${198 + (index >> 15)}.51.${(index >> 8) % 100}.${(index % 250) + 1}`;
const SIDES: readonly Side[] = [
  { kind: "private", local: "10.0.1.20", remote: v4 },
  { kind: "public", local: "18.203.4.20", remote: v4 },
  { kind: "IPv6", local: "2600:1f18:1:2::20", remote: (index) => `2a02:26f0:1::${(index + 1).toString(16)}` },
];
const inside = ({ kind }: Side): string => (kind === "IPv6" ? "2600:1f18:1:2::99" : "10.0.9.9");

/** An HTTPS request, opened by the host. */
function conversation(changes: Partial<Conversation>): Conversation {
  return {
    remote: v4(0),
    protocol: TCP,
    from: 49_152,
    to: 443,
    start: 30,
    seconds: 20,
    packetsOut: 12,
    bytesOut: 2_400,
    packetsIn: 10,
    bytesIn: 6_000,
    ...changes,
  };
}

function many(amount: number, of: (index: number) => Partial<Conversation>): Conversation[] {
  return Array.from({ length: amount }, (_, index) => conversation(of(index)));
}

/** 400,000 packets in three minutes, unanswered. */
function flood(remote: string, bytesEach: number, changes: Partial<Conversation>): Conversation[] {
  const amounts = { packetsOut: 400_000, bytesOut: 400_000 * bytesEach, packetsIn: 0, bytesIn: 0 };
  return [conversation({ remote, seconds: 180, ...amounts, ...changes })];
}

/** The tester's DNS flood: each datagram from a source port of its own, as far as there are ports. */
function dnsFlood(remote: string): Conversation[] {
  const ports = 20_000;
  return many(ports, (index) => ({
    remote,
    protocol: UDP,
    from: 33_000 + (index % 28_000),
    to: 53,
    start: 30 + (index * 150) / ports,
    seconds: 0,
    packetsOut: 400_000 / ports,
    bytesOut: (400_000 / ports) * 92,
    packetsIn: 0,
    bytesIn: 0,
  }));
}

/** Log-ins that fail, one after another over `seconds`. */
function guesses(amount: number, seconds: number, remote: string, to: number, bytesEach: number): Conversation[] {
  return many(amount, (index) => ({
    remote,
    from: 40_000 + index,
    to,
    start: 10 + (index * seconds) / amount,
    seconds: 2,
    packetsOut: 14,
    bytesOut: bytesEach / 2,
    packetsIn: 12,
    bytesIn: bytesEach / 2,
  }));
}

/** A SYN, and a RST. */
function knock(remote: string, from: number, to: number, start: number): Partial<Conversation> {
  return { remote, from, to, start, seconds: 0, packetsOut: 1, bytesOut: 60, packetsIn: 1, bytesIn: 40 };
}

const listed = ({ remote }: Side): Conversation[] => [conversation({ remote: remote(7) })];
/** Beside a request of the host's own: of one conversation between two public addresses the log does not say whose it is. */
const caller =
  (to: number) =>
  ({ remote }: Side): Conversation[] => [
    conversation({ remote: remote(0) }),
    conversation({ remote: remote(7), isInbound: true, from: 50_000, to }),
  ];

type Row = readonly [type: string, conversations: (side: Side) => Conversation[], list?: Category];
const ROWS: readonly Row[] = [
  ["Backdoor:EC2/DenialOfService.Udp", ({ remote }) => flood(remote(1), 284, { protocol: UDP, to: 80 })],
  ["Backdoor:EC2/DenialOfService.Dns", ({ remote }) => dnsFlood(remote(1))],
  ["Backdoor:EC2/DenialOfService.Tcp", ({ remote }) => flood(remote(1), 60, { to: 80 })],
  ["Backdoor:EC2/DenialOfService.UdpOnTcpPorts", ({ remote }) => flood(remote(1), 284, { protocol: UDP, to: 22 })],
  [
    "Backdoor:EC2/DenialOfService.UnusualProtocol",
    ({ remote }) => flood(remote(1), 100, { protocol: GRE, from: 0, to: 0 }),
  ],
  [
    "Recon:EC2/Portscan",
    (side) => many(1_000, (index) => knock(inside(side), 41_000 + index, 1 + index, 10 + index / 100)),
  ],
  [
    "Impact:EC2/PortSweep",
    ({ remote }) => many(200, (index) => knock(remote(index), 41_000 + index, 445, 10 + index / 2)),
  ],
  ["UnauthorizedAccess:EC2/SSHBruteForce", (side) => guesses(100, 300, inside(side), 22, 5_000)],
  ["UnauthorizedAccess:EC2/RDPBruteForce", (side) => guesses(256, 200, inside(side), 3389, 5_000)],
  ["Impact:EC2/WinRMBruteForce", (side) => guesses(256, 200, inside(side), 5985, 5_000)],
  ["Backdoor:EC2/Spambot", ({ remote }) => [conversation({ remote: remote(3), to: 25 })]],
  ["Behavior:EC2/NetworkPortUnusual", ({ remote }) => [conversation({ remote: remote(3), to: 4_444 })]],
  [
    "Behavior:EC2/TrafficVolumeUnusual",
    ({ remote }) => [
      conversation({
        remote: remote(0),
        seconds: 900,
        packetsOut: 700_000,
        bytesOut: 1_000_000_000,
        packetsIn: 70_000,
      }),
    ],
  ],
  [
    "DefenseEvasion:EC2/UnusualDNSResolver",
    ({ kind }) => [conversation({ remote: resolver(kind), protocol: UDP, to: 53 })],
  ],
  ["DefenseEvasion:EC2/UnusualDoHActivity", ({ kind }) => [conversation({ remote: resolver(kind) })]],
  ["DefenseEvasion:EC2/UnusualDoTActivity", ({ kind }) => [conversation({ remote: resolver(kind), to: 853 })]],
  ["Backdoor:EC2/C&CActivity.B", listed, "command-and-control"],
  ["CryptoCurrency:EC2/BitcoinTool.B", listed, "cryptocurrency"],
  ["Trojan:EC2/BlackholeTraffic", listed, "blackhole"],
  ["Trojan:EC2/DropPoint", listed, "drop-point"],
  ["UnauthorizedAccess:EC2/TorClient", listed, "tor-relay"],
  ["UnauthorizedAccess:EC2/TorRelay", caller(9_001), "tor-relay"],
  ["UnauthorizedAccess:EC2/MaliciousIPCaller.Custom", listed, "custom-threat"],
  ["Recon:EC2/PortProbeUnprotectedPort", caller(22), "scanner"],
  ["Recon:EC2/PortProbeEMRUnprotectedPort", caller(8_088), "scanner"],
];

function resolver(kind: string): string {
  return kind === "IPv6" ? "2001:4860:4860::8888" : "8.8.8.8";
}

/** Types found, after ten days on which the host asked one site for something each. */
function typesOf(batches: readonly HostBatch[], side: Side, windowMinutes: WindowMinutes): string[] {
  let profile = emptyHostProfile(["111122223333", "eu-west-1", "i-1"]);
  const usual = [conversation({ remote: side.remote(0), bytesOut: 3_000_000, packetsOut: 2_000 })];
  const before = Array.from({ length: DAYS_KNOWN }, (_, index) =>
    batchesOf(usual, side.local, windowMinutes, (index - DAYS_KNOWN) * DAY_MS),
  ).flat();
  const types: string[] = [];
  for (const [at, one] of [...before, ...batches].entries()) {
    profile = unpackHostProfile(packHostProfile(profile));
    const { hits, faults } = observeHost(profile, one, `chunk${at}`, HOST_DETECTORS);
    expect(faults).toEqual([]);
    if (at < before.length) expect(hits).toEqual([]);
    types.push(...hits.map(({ type }) => type));
  }
  return types;
}

const CASES = ROWS.flatMap(([type, conversations, list]) =>
  ([1, 10] as const).flatMap((windowMinutes) =>
    SIDES.map((side) => ({ type, windowMinutes, kind: side.kind, side, conversations, list })),
  ),
);

test.each(CASES)("$type, $windowMinutes minutes, $kind", ({ type, windowMinutes, side, conversations, list }) => {
  const facts = new Map(list ? [[side.remote(7), addressFacts({ matches: [match(list, side.remote(7))] })]] : []);
  const batches = batchesOf(conversations(side), side.local, windowMinutes).map((one) => withFacts(one, facts));
  expect(typesOf(batches, side, windowMinutes)).toContain(type);
});

test.each(SIDES)("a ping and a request of the usual site raise nothing: $kind", (side) => {
  const everyday = [
    conversation({ remote: side.remote(0) }),
    conversation({ remote: side.remote(0), protocol: ICMP, from: 0, to: 0 }),
  ];
  expect(typesOf(batchesOf(everyday, side.local, 1), side, 1)).toEqual([]);
});

test("every detector that reads flows alone is here", () => {
  const flowTypes = HOST_DETECTORS.filter(
    ({ type, needs }) => needs.includes("flow") && !type.startsWith("AttackSequence"),
  );
  expect(ROWS.map(([type]) => type).toSorted()).toEqual(flowTypes.map(({ type }) => type).toSorted());
});
