/** What a summed flow looks like: who acts, how many connections it is, whether anything was said. */

import type { Flow } from "../event-flow.ts";
import { isPublic, specialUse } from "../net/ip-special.ts";
import { TCP, UDP } from "../net/protocols.ts";

/** IPv4 header and TCP header with options, as a SYN or a bare ACK has them; IPv6's header is 20 bytes longer. */
const BARE_TCP_PACKET_BYTES_MAX = 80;
/** SYN, ACK and RST: what a connect scan sends to an open port. */
const BARE_TCP_PACKETS_MAX = 3;

/**
 * Connections, at least: each has a port of its own and so records of its own, one for either direction. A connection
 * that lasts counts again in each window.
 */
export function connectionsOf({ records, packetsIn, packetsOut }: Flow): number {
  return packetsIn > 0 && packetsOut > 0 ? Math.max(1, Math.ceil(records / 2)) : records;
}

/**
 * The host began it and sent packets itself: what strangers send to the host never makes it an actor, not even from
 * a source port that looks like a service.
 */
export function isActor({ initiator, packetsOut }: Flow): boolean {
  return initiator === "local" && packetsOut > 0;
}

export function isAnswered({ action, packetsIn, packetsOut }: Flow): boolean {
  return action !== "REJECT" && packetsIn > 0 && packetsOut > 0;
}

/** Refused, unanswered, or opened and closed without a word: what trying a port looks like. UDP: unanswered alone. */
export function isProbe(flow: Flow): boolean {
  if (!isActor(flow) || flow.remotePort === null) return false;
  if (flow.protocol !== TCP && flow.protocol !== UDP) return false;
  if (flow.action === "REJECT" || flow.packetsIn === 0) return isShort(flow);
  return flow.protocol === TCP && isShort(flow) && flow.bytesOut <= flow.packetsOut * BARE_TCP_PACKET_BYTES_MAX;
}

/** A flood, which is unanswered too, sends far more than a few packets to each port. */
function isShort(flow: Flow): boolean {
  return flow.packetsOut <= connectionsOf(flow) * BARE_TCP_PACKETS_MAX * 2 && fewBack(flow);
}

function fewBack(flow: Flow): boolean {
  return flow.packetsIn <= connectionsOf(flow) * BARE_TCP_PACKETS_MAX;
}

/** Of the ports asked for last: every flow is asked several times. */
const PORT_KEYS_KEPT = 1_024;
const keptPorts = new Int32Array(PORT_KEYS_KEPT).fill(-1);
const keptKeys: string[] = Array<string>(PORT_KEYS_KEPT).fill("");

/** "6:443". */
export function portKey(protocol: number | null, port: number | null): string {
  const place = (protocol ?? 0) * 65_536 + (port ?? 0);
  const at = (place ^ (place >>> 12)) & (PORT_KEYS_KEPT - 1);
  if (protocol === null || port === null) return `${protocol ?? ""}:${port ?? ""}`;
  if (keptPorts[at] === place) return keptKeys[at] as string;
  const key = `${protocol}:${port}`;
  keptPorts[at] = place;
  keptKeys[at] = key;
  return key;
}

export function toPublic({ remoteIp }: Flow): boolean {
  return isPublic(remoteIp);
}

/** Multicast, link-local (metadata, time, the VPC's resolver), broadcast and the like are no peers. */
export function isPeer({ remoteIp }: Flow): boolean {
  const use = specialUse(remoteIp);
  return use === null || use === "private" || use === "shared" || use === "documentation" || use === "benchmarking";
}

export function isTrusted({ remote }: Flow): boolean {
  return remote !== null && remote.trustedBy.length > 0;
}
