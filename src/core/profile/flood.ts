/** What kind of flood a flow could be part of, by protocol and port. */

import type { Flow } from "../event-flow.ts";
import { ipText } from "../net/ip.ts";
import { TCP, UDP } from "../net/protocols.ts";
import { isActor, toPublic } from "./flow-shape.ts";

export type FloodKind = "dns" | "tcp" | "udp" | "udp-on-tcp" | "other";

const DNS_PORT = 53;

/**
 * Ports that TCP services have and UDP ones do not: FTP, SSH, Telnet, SMTP, POP3, IMAP, HTTPS alternatives, databases,
 * RDP, WinRM, VNC. Not 80 and 443: AWS's tester floods port 80 and expects DenialOfService.Udp, and QUIC uses 443.
 */
const TCP_PORTS: ReadonlySet<number> = new Set([
  20, 21, 22, 23, 25, 110, 111, 135, 139, 143, 179, 445, 465, 587, 993, 995, 1433, 1521, 1723, 2049, 2375, 3306, 3389,
  5432, 5900, 5985, 5986, 6379, 6443, 8000, 8080, 8443, 8888, 9200, 9300, 27_017,
]);

/** An answered flow of fewer packets is no part of a flood that matters; unanswered ones may be spread over all ports. */
const FLOOD_FLOW_PACKETS_MIN = 1_000;

export function floodKind({ protocol, remotePort }: Flow): FloodKind | null {
  if (protocol === null) return null;
  if (remotePort === DNS_PORT && (protocol === TCP || protocol === UDP)) return "dns";
  if (protocol === TCP) return "tcp";
  if (protocol !== UDP) return "other";
  return remotePort !== null && TCP_PORTS.has(remotePort) ? "udp-on-tcp" : "udp";
}

/** "udp 198.51.100.7"; null for what is no part of a flood of a public address. */
export function floodKey(flow: Flow): string | null {
  if (flow.packetsOut < FLOOD_FLOW_PACKETS_MIN && flow.packetsIn > 0) return null;
  if (!sends(flow) || !toPublic(flow)) return null;
  const kind = floodKind(flow);
  return kind === null ? null : `${kind} ${ipText(flow.remoteIp)}`;
}

/** Of two ephemeral ports, or without ports, the log does not tell who began; where nothing comes back, the host did. */
function sends(flow: Flow): boolean {
  return isActor(flow) || (flow.packetsOut > 0 && (flow.packetsIn === 0 || flow.initiator === "unknown"));
}
