/** What a host is to the Tor network, by its conversations with listed relays in one batch. */

import type { Flow } from "../event-flow.ts";
import { isAccepted, isAnswered, isListed } from "./peer-verdict.ts";

/** Tor's own default for the port on which a relay takes connections of others: tor(1), ORPort. */
const OR_PORT = 9001;

export type TorTraffic = {
  /** Connections that the host opened to relays. */
  readonly out: readonly Flow[];
  /** Connections that relays opened to the host, which answered. */
  readonly in: readonly Flow[];
  /** A relay takes connections of relays, and opens some; a client does only the latter. */
  readonly role: "relay" | "client" | "none";
};

/**
 * An exit passes on what its users send to any server, so that a connection from one says nothing of the host; other
 * relays speak to relays alone. A server that a relay's address reaches for some other reason is no relay: the host must
 * open connections to relays too, or take theirs on Tor's own port.
 */
export function torTraffic(flows: readonly Flow[]): TorTraffic {
  const relayed = flows.filter((flow) => isListed(flow.remote?.matches ?? [], "tor-relay") && isAccepted(flow));
  const out = relayed.filter(({ initiator, packetsOut }) => initiator !== "remote" && packetsOut > 0);
  const taken = relayed.filter((flow) => flow.initiator === "remote" && isAnswered(flow) && !isExit(flow));
  const relays = taken.length > 0 && (out.length > 0 || taken.some(({ localPort }) => localPort === OR_PORT));
  return { out, in: taken, role: relays ? "relay" : out.length > 0 ? "client" : "none" };
}

function isExit({ remote }: Flow): boolean {
  return isListed(remote?.matches ?? [], "tor-exit");
}
