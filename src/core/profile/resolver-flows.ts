/** Which flows go to a public resolver, plain or encrypted: by lists, the well-known addresses, or the name looked up. */

import type { Flow } from "../event-flow.ts";
import type { Category } from "../intel/categories.ts";
import { TCP, UDP } from "../net/protocols.ts";
import { DOH_NAMES, publicResolver } from "../net/public-resolvers.ts";
import { toPublic } from "./flow-shape.ts";

const DNS_PORT = 53;
const HTTPS_PORT = 443;
/** DNS over TLS on TCP (RFC 7858), over QUIC on UDP (RFC 9250); nothing else has this port. */
const DOT_PORT = 853;

function isListed({ remote }: Flow, category: Category): boolean {
  return remote !== null && remote.matches.some((match) => match.category === category);
}

function speaks({ protocol, remotePort }: Flow, port: number): boolean {
  return (protocol === TCP || protocol === UDP) && remotePort === port;
}

/** Each kind of resolver has a port of its own: no flow is of two kinds, and most are of none. */
export function hasResolverPort({ remotePort }: Pick<Flow, "remotePort">): boolean {
  return remotePort === HTTPS_PORT || remotePort === DNS_PORT || remotePort === DOT_PORT;
}

/** Port 53 of any other public address is an authoritative server, which a resolver of one's own asks. */
export function isPlainResolver(flow: Flow): boolean {
  return speaks(flow, DNS_PORT) && (publicResolver(flow.remoteIp)?.plain === true || isListed(flow, "public-resolver"));
}

/** `name`: that the host looked the address up by; null where it is not known. */
export function isDohServer(flow: Flow, name: string | null): boolean {
  if (!speaks(flow, HTTPS_PORT)) return false;
  return (
    publicResolver(flow.remoteIp)?.encrypted === true || isListed(flow, "doh") || (name !== null && DOH_NAMES.has(name))
  );
}

export function isDotServer(flow: Flow): boolean {
  return speaks(flow, DOT_PORT) && toPublic(flow);
}
