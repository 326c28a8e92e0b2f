/** One flow → habits and windows of its host. */

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
  foldHabits(profile, flow);
  foldWindows(profile, flow);
}

function foldHabits(profile: HostProfile, flow: Flow): void {
  const { habits } = profile;
  const connections = connectionsOf(flow);
  const add = (name: keyof typeof HABITS, value: string, amount: number): void =>
    addHabitOverDays(habits[name], value, flow, amount, HABITS[name]);
  add("addresses", ipText(flow.localIp), flow.records);
  if (!isPeer(flow)) return;
  // Unanswered too: logs and metrics are sent one way.
  if (flow.action !== "REJECT") add("peers", peerOf(flow), flow.bytesOut);
  if (!isAnswered(flow)) return;
  const port = isActor(flow) ? flow.remotePort : flow.localPort;
  if (isLoginPort(port)) add("logins", loginKey(flow, port), connections);
  if (!isActor(flow)) {
    if (flow.initiator === "remote" && flow.localPort !== null) {
      add("services", portKey(flow.protocol, flow.localPort), connections);
    }
    return;
  }
  if (hasServerPort(flow)) add("remotePorts", portKey(flow.protocol, flow.remotePort), connections);
  for (const key of resolverKeys(profile, flow)) add("resolvers", key, connections);
}

function foldWindows(profile: HostProfile, flow: Flow): void {
  const first = minuteOf(flow.firstMs);
  const last = minuteOf(flow.lastMs);
  const peer = ipText(flow.remoteIp);
  if (isTrusted(flow) || !isPeer(flow)) return;
  const { distinct, sums } = profile;
  const port = isActor(flow) ? flow.remotePort : flow.localPort;
  const amounts = [connectionsOf(flow), flow.packetsOut + flow.packetsIn, flow.bytesOut + flow.bytesIn];
  if (isLoginPort(port) && isAnswered(flow)) addSums(sums.logins, loginKey(flow, port), first, last, amounts);
  const flood = floodKey(flow);
  if (flood) addSums(sums.floods, flood, first, last, [flow.packetsOut, flow.packetsIn, flow.bytesOut, flow.bytesIn]);
  if (!isActor(flow) || flow.remotePort === null) return;
  if (isProbe(flow)) {
    addDistinct(distinct.portsByPeer, peer, String(flow.remotePort), first);
    if (toPublic(flow)) addDistinct(distinct.peersByPort, portKey(flow.protocol, flow.remotePort), peer, first);
  } else if (toPublic(flow)) {
    addDistinct(distinct.reachedByPort, portKey(flow.protocol, flow.remotePort), peer, first);
  }
  if (toPublic(flow) && amounts[0] !== undefined && amounts[0] <= RHYTHM_CONNECTIONS_MAX) {
    addStart(
      profile.rhythms,
      rhythmKey(peerOf(flow), portKey(flow.protocol, flow.remotePort)),
      flow.firstMs,
      flow.bytesOut,
    );
  }
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
