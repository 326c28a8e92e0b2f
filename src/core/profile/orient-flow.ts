/**
 * Which end of a flow is the host's, once its addresses are known: between two private addresses a log of the default
 * format does not say, and a small batch may guess wrong.
 */

import type { Flow } from "../event-flow.ts";
import { type Ip, parseIp } from "../net/ip.ts";
import { eachDay, type HabitTable } from "./habits.ts";
import type { HostProfile } from "./host-profile.ts";

/** Times as many records as the other end's address must have been the host's. */
const SURE_FACTOR = 10;
const SURE_RECORDS_MIN = 20;

/** The same flows; those whose remote address is the one that is known as the host's, from their other side. */
export function orientFlows({ habits }: HostProfile, flows: readonly Flow[]): readonly Flow[] {
  const own = addressesOf(habits.addresses);
  if (!flows.some((flow) => isTurned(flow, own))) return flows;
  return flows.map((flow) => (isTurned(flow, own) ? turned(flow) : flow));
}

/** Records by address. */
type Addresses = ReadonlyMap<Ip | null, number>;

function addressesOf(habits: HabitTable): Addresses {
  const records = new Map<Ip | null, number>();
  for (const habit of habits.values()) {
    let sum = 0;
    eachDay(habit, (_, amount) => {
      sum += amount;
    });
    records.set(parseIp(habit[0]), sum);
  }
  return records;
}

function isTurned({ localIp, remoteIp }: Flow, own: Addresses): boolean {
  const asRemote = own.get(remoteIp) ?? 0;
  return asRemote >= SURE_RECORDS_MIN && asRemote >= (own.get(localIp) ?? 0) * SURE_FACTOR;
}

function turned(flow: Flow): Flow {
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
