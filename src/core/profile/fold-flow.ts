/** One flow → habits and windows of its host, its own addresses aside. */

import type { Flow } from "../event-flow.ts";
import { ipText } from "../net/ip.ts";
import { publicResolver } from "../net/public-resolvers.ts";
import { hasResolverPort, isDohServer, isDotServer, isPlainResolver } from "./resolver-flows.ts";
import { addDistinct, minuteOf } from "./distinct-window.ts";
import { floodKey } from "./flood.ts";
import { connectionsOf, isActor, isAnswered, isPeer, isProbe, isTrusted, portKey, toPublic } from "./flow-shape.ts";
import { addHabitOverDays } from "./habits.ts";
import { HABITS, type HostProfile } from "./host-profile.ts";
import { isLoginPort } from "./login-ports.ts";
import { addStart, rhythmKey } from "./rhythm.ts";
import { addSums } from "./sum-window.ts";

const SMTP_PORT = 25;
const EPHEMERAL_MIN = 32_768;
/** More connections in one record than this have no single start. */
const RHYTHM_CONNECTIONS_MAX = 3;

export function foldFlow(profile: HostProfile, flow: Flow): void {
  if (!isPeer(flow)) return;
  const connections = connectionsOf(flow);
  const peer = peerOf(flow);
  const login = isAnswered(flow) ? loginOf(flow) : null;
  foldHabits(profile, flow, peer, login, connections);
  if (isTrusted(flow)) return;
  foldSums(profile, flow, login, connections);
  if (isActor(flow) && flow.remotePort !== null) foldContacts(profile, flow, peer, connections);
}

function loginOf(flow: Flow): string | null {
  const port = isActor(flow) ? flow.remotePort : flow.localPort;
  return isLoginPort(port) ? loginKey(flow, port) : null;
}

function foldHabits(profile: HostProfile, flow: Flow, peer: string, login: string | null, connections: number): void {
  const { habits } = profile;
  // Unanswered too: logs and metrics are sent one way.
  if (flow.action !== "REJECT") addHabitOverDays(habits.peers, peer, flow, flow.bytesOut, HABITS.peers);
  if (!isAnswered(flow)) return;
  if (login !== null) addHabitOverDays(habits.logins, login, flow, connections, HABITS.logins);
  if (!isActor(flow)) {
    if (flow.initiator === "remote" && flow.localPort !== null) {
      const service = portKey(flow.protocol, flow.localPort);
      addHabitOverDays(habits.services, service, flow, connections, HABITS.services);
    }
    return;
  }
  if (hasServerPort(flow)) {
    const port = portKey(flow.protocol, flow.remotePort);
    addHabitOverDays(habits.remotePorts, port, flow, connections, HABITS.remotePorts);
  }
  for (const key of resolverKeys(profile, flow)) {
    addHabitOverDays(habits.resolvers, key, flow, connections, HABITS.resolvers);
  }
}

function foldSums({ sums }: HostProfile, flow: Flow, login: string | null, connections: number): void {
  const flood = floodKey(flow);
  if (login === null && flood === null) return;
  const { packetsOut, packetsIn, bytesOut, bytesIn } = flow;
  const first = minuteOf(flow.firstMs);
  const minutes = minuteOf(flow.lastMs) - first + 1;
  if (login !== null) {
    addSums(sums.logins, [login, 3, first, minutes, connections, packetsOut + packetsIn, bytesOut + bytesIn]);
  }
  if (flood !== null) addSums(sums.floods, [flood, 4, first, minutes, packetsOut, packetsIn, bytesOut, bytesIn]);
}

/** Of a flow that the host opened to a port: whom it tried or reached there, and when. */
function foldContacts({ distinct, rhythms }: HostProfile, flow: Flow, peer: string, connections: number): void {
  const minute = minuteOf(flow.firstMs);
  const port = portKey(flow.protocol, flow.remotePort);
  const probes = isProbe(flow);
  if (probes) addDistinct(distinct.portsByPeer, ipText(flow.remoteIp), String(flow.remotePort), minute);
  if (!toPublic(flow)) return;
  addDistinct(probes ? distinct.peersByPort : distinct.reachedByPort, port, ipText(flow.remoteIp), minute);
  if (connections <= RHYTHM_CONNECTIONS_MAX) addStart(rhythms, rhythmKey(peer, port), flow.firstMs, flow.bytesOut);
}

/** An AWS service as one peer, however many addresses it has; anybody's instance is no service. */
export function peerOf(flow: Flow): string {
  const cloud = flow.remote?.cloud;
  const service = flow.remoteService ?? (cloud?.provider === "aws" ? cloud.service : null);
  return service === null || service === "AMAZON" || service.startsWith("EC2")
    ? ipText(flow.remoteIp)
    : `aws:${service}`;
}

export function loginKey(flow: Flow, port: number): string {
  return `${isActor(flow) ? "out" : "in"}:${port}:${ipText(flow.remoteIp)}`;
}

/** Two ephemeral ports are passive FTP, RPC or a guess: no server's port. */
export function hasServerPort({ initiatorBasis, remotePort }: Flow): boolean {
  return remotePort !== null && initiatorBasis !== "none" && (remotePort < EPHEMERAL_MIN || initiatorBasis === "flags");
}

const NO_KEYS: readonly ResolverKey[] = [];

/** Which kinds of resolver the remote end is to the host, "dns:google", "doh:192.0.2.1" and so on: by operator where known. */
export function resolverKeys(profile: HostProfile, flow: Flow): readonly ResolverKey[] {
  if (!hasResolverPort(flow)) return NO_KEYS;
  const peer = ipText(flow.remoteIp);
  const server = publicResolver(flow.remoteIp)?.operator ?? peer;
  if (isPlainResolver(flow)) return [`dns:${server}`];
  if (isDotServer(flow)) return [`dot:${server}`];
  const name = profile.answered.get(peer)?.[0] ?? null;
  return isDohServer(flow, name) ? [`doh:${server}`] : NO_KEYS;
}

export type ResolverKind = "dns" | "doh" | "dot";
export type ResolverKey = `${ResolverKind}:${string}`;

export const SMTP_KEY = portKey(6, SMTP_PORT);
