/**
 * Which end of a flow is the host's, once its addresses are known: between two private addresses a log of the default
 * format does not say, and a small batch may guess wrong.
 */

import type { Flow } from "../event-flow.ts";
import { type Ip, ipText } from "../net/ip.ts";
import { eachDay, type HabitTable } from "./habits.ts";
import type { HostProfile } from "./host-profile.ts";

/** Times as many records as the other end's address must have been the host's. */
const SURE_FACTOR = 10;
const SURE_RECORDS_MIN = 20;

/** The same flow, or its other side where the remote address is the one that is known as the host's. */
export function orientFlow({ habits }: HostProfile, flow: Flow): Flow {
  if (habits.addresses.size === 0) return flow;
  const asRemote = recordsOf(habits.addresses, flow.remoteIp);
  if (asRemote < SURE_RECORDS_MIN || asRemote < recordsOf(habits.addresses, flow.localIp) * SURE_FACTOR) return flow;
  return {
    ...flow,
    localIp: flow.remoteIp,
    remoteIp: flow.localIp,
    localPort: flow.remotePort,
    remotePort: flow.localPort,
    packetsOut: flow.packetsIn,
    bytesOut: flow.bytesIn,
    packetsIn: flow.packetsOut,
    bytesIn: flow.bytesOut,
    tcpFlagsOut: flow.tcpFlagsIn,
    tcpFlagsIn: flow.tcpFlagsOut,
    direction: flow.direction === "UNKNOWN" ? "UNKNOWN" : flow.direction === "INBOUND" ? "OUTBOUND" : "INBOUND",
    initiator: flow.initiator === "unknown" ? "unknown" : flow.initiator === "local" ? "remote" : "local",
    // What tables say is of the other address.
    remote: null,
    remoteService: null,
  };
}

function recordsOf(addresses: HabitTable, ip: Ip): number {
  let records = 0;
  eachDay(addresses.get(ipText(ip)), (_, amount) => {
    records += amount;
  });
  return records;
}
