/** Flows, lookups and batches of one host, valid throughout; a test sets what it is about. */

import { type AddressFacts, type NameFacts, UNKNOWN_ADDRESS } from "../../../src/core/enrich/facts.ts";
import type { Flow } from "../../../src/core/event-flow.ts";
import type { HostBatch, Lookup } from "../../../src/core/group/host-batch.ts";
import { type Ip, parseIp } from "../../../src/core/net/ip.ts";
import { TCP } from "../../../src/core/net/protocols.ts";
import { factsFromRecord } from "../../../src/core/profile/host-facts.ts";

export const HOST = "i-0123456789abcdef0";
export const HOST_IP = ip("10.0.1.20");
export const PEER = ip("198.51.100.7");
/** 2025-03-10T10:00:00Z. */
export const NOW = 1_741_600_800_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === null) throw new Error(`no address: ${text}`);
  return parsed;
}

/** An accepted HTTPS connection that the host opened to PEER. */
export function flow(changes: Partial<Flow> = {}): Flow {
  return {
    kind: "flow",
    record: 1,
    records: 2,
    accountId: "111122223333",
    region: "eu-west-1",
    host: HOST,
    instanceId: HOST,
    interfaceId: "eni-0123456789abcdef0",
    vpcId: "vpc-0123456789abcdef0",
    subnetId: null,
    localIp: HOST_IP,
    remoteIp: PEER,
    localPort: 49_152,
    remotePort: 443,
    protocol: TCP,
    direction: "OUTBOUND",
    initiator: "local",
    initiatorBasis: "ports",
    packetsOut: 12,
    bytesOut: 2_400,
    packetsIn: 10,
    bytesIn: 6_000,
    firstMs: NOW,
    lastMs: NOW + MINUTE_MS,
    tcpFlagsOut: 0,
    tcpFlagsIn: 0,
    action: "ACCEPT",
    rejectReason: null,
    remoteService: null,
    path: null,
    remote: null,
    ...changes,
  };
}

/** The same opened by PEER to port 443 of the host. */
export function inbound(changes: Partial<Flow> = {}): Flow {
  return flow({ localPort: 443, remotePort: 50_000, direction: "INBOUND", initiator: "remote", ...changes });
}

export function addressFacts(changes: Partial<AddressFacts> = {}): AddressFacts {
  return { ...UNKNOWN_ADDRESS, ...changes };
}

/** An answered query for www.example.com. */
export function lookup(changes: Partial<Lookup> = {}): Lookup {
  const name = changes.name ?? "www.example.com";
  return {
    record: 1,
    records: 1,
    name,
    nameLower: name.toLowerCase(),
    type: "A",
    rcode: "NOERROR",
    answers: [],
    firewallAction: null,
    srcIp: null,
    transport: "UDP",
    firstMs: NOW,
    lastMs: NOW,
    facts: null,
    answerMatches: [],
    ...changes,
  };
}

export function nameFacts(registeredDomain: string | null, changes: Partial<NameFacts> = {}): NameFacts {
  return { registeredDomain, matches: [], trustedBy: [], rank: null, ranked: false, ...changes };
}

export function batch(flows: readonly Flow[], lookups: readonly Lookup[] = []): HostBatch {
  const { interfaceId = null, vpcId = null } = flows[0] ?? {};
  const facts = factsFromRecord({ host: HOST, instanceId: HOST, interfaceId, vpcId, localIp: "10.0.1.20" });
  return { accountId: "111122223333", region: "eu-west-1", host: HOST, facts, flows, lookups };
}

/** The same batch on each of `days` days before that of NOW. */
export function onDaysBefore(days: number, of: (startMs: number) => HostBatch): HostBatch[] {
  return Array.from({ length: days }, (_, index) => of(NOW - (days - index) * DAY_MS));
}
