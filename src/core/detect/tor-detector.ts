/** Makes the two detectors for hosts that take part in Tor: as a client, or as a relay. */

import type { Flow } from "../event-flow.ts";
import type { HostBatch } from "../group/host-batch.ts";
import { ipText } from "../net/ip.ts";
import { networkConnectionAction } from "./host-actions.ts";
import type { HostDetector, HostMatch } from "./host-detector.ts";
import { hostPlace, hostWords } from "./host-wording.ts";
import { decidingFirst, listEvidence, listWords } from "./list-evidence.ts";
import { listedFlows } from "./peer-verdict.ts";
import { type TorTraffic, torTraffic } from "./tor-role.ts";
import { sentence } from "./wording.ts";

type Prose = Pick<HostDetector, "type" | "summary" | "misses" | "falsePositives" | "attack">;

/** One match a batch: the role shows in the batch, not in one connection. */
export function torDetector(role: "client" | "relay", prose: Prose, meaning: string): HostDetector {
  return {
    ...prose,
    watches: "host",
    reads: ["flows"],
    needs: ["flow", "list:tor-relay"],
    detect(batch) {
      const flows = listedFlows(batch.flows);
      if (flows.length === 0) return [];
      const traffic = torTraffic(flows);
      const shown = role === "relay" ? (traffic.in[0] ?? traffic.out[0]) : traffic.out[0];
      return traffic.role === role && shown ? [torMatch(batch, shown, traffic, role, meaning)] : [];
    },
  };
}

function torMatch(batch: HostBatch, shown: Flow, traffic: TorTraffic, role: string, meaning: string): HostMatch {
  const matches = decidingFirst(shown.remote?.matches ?? [], "tor-relay");
  const peersOut = distinctPeers(traffic.out);
  const peersIn = distinctPeers(traffic.in);
  return {
    record: shown.record,
    timeMs: shown.firstMs,
    subject: [],
    title: `${sentence(hostWords(batch))} takes part in the Tor network as a ${role}.`,
    description:
      `${sentence(hostWords(batch))} ${hostPlace(batch)} opened connections to ${peersOut} listed Tor relays and took connections ` +
      `of ${peersIn}, among them ${ipText(shown.remoteIp)}: ${listWords(matches)}. ${meaning}`,
    resourceRole: "ACTOR",
    action: networkConnectionAction(shown),
    additionalInfo: { ...listEvidence(matches), relaysContacted: peersOut, relaysServed: peersIn },
  };
}

function distinctPeers(flows: readonly Flow[]): number {
  return new Set(flows.map(({ remoteIp }) => remoteIp)).size;
}
