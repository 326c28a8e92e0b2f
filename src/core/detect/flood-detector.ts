/** The five DenialOfService types: one question, asked of one kind of packet each. */

import type { HostProfile } from "../profile/host-profile.ts";
import { type FloodKind, floodKey } from "../profile/flood.ts";
import { isTrusted } from "../profile/flow-shape.ts";
import { peerOf } from "../profile/fold-flow.ts";
import { dayOf, peakBefore } from "../profile/habits.ts";
import { mayPeak, peakSums } from "../profile/sum-window.ts";
import { type FlowGroup, groupFlows, largest } from "./flow-groups.ts";
import { networkConnectionAction } from "./host-actions.ts";
import type { HostDetector, HostMatch } from "./host-detector.ts";
import {
  DOS_ANSWERED_SHARE_MAX,
  DOS_BARE_PACKET_BYTES_MAX,
  DOS_PACKETS_MIN,
  DOS_TCP_ANSWERED_SHARE_MAX,
  DOS_WINDOW_MINUTES,
} from "./host-thresholds.ts";
import { bytesText, count, hostWords, peerText } from "./host-wording.ts";
import { sentence } from "./wording.ts";

type Volume = {
  readonly packetsOut: number;
  readonly packetsIn: number;
  readonly bytesOut: number;
  readonly bytesIn: number;
};

/** `what`: "UDP packets to ports of TCP services". */
export function floodDetector(
  kind: FloodKind,
  what: string,
  prose: Pick<HostDetector, "type" | "summary" | "misses" | "falsePositives" | "attack">,
): HostDetector {
  return {
    ...prose,
    watches: "host",
    reads: ["flows"],
    needs: ["flow"],
    detect(batch, { profile }) {
      if (!mayPeak(profile.sums.floods, `${kind} `, DOS_PACKETS_MIN)) return [];
      const groups = groupFlows(batch.flows, (flow) => {
        const key = isTrusted(flow) ? null : floodKey(flow);
        return key?.startsWith(`${kind} `) ? key : null;
      });
      return groups.flatMap((group): HostMatch[] => {
        const volume = floodOf(kind, group, profile);
        const flow = largest(group.flows, ({ packetsOut }) => packetsOut);
        if (volume === null || flow === null) return [];
        const { packetsOut, packetsIn, bytesOut, bytesIn } = volume;
        return [
          {
            record: flow.record,
            timeMs: flow.firstMs,
            subject: [],
            title: `${sentence(hostWords(batch))} is flooding ${peerText(profile, flow)} with ${what}.`,
            description:
              `${sentence(hostWords(batch))} sent ${count(packetsOut)} ${what} (${bytesText(bytesOut)}) to ` +
              `${peerText(profile, flow)} within ${DOS_WINDOW_MINUTES} minutes, and ${count(packetsIn)} came back. ` +
              "Hosts that take part in a denial of service attack send so: look for the process that does it.",
            resourceRole: "ACTOR",
            action: networkConnectionAction(flow),
            additionalInfo: { outBytes: bytesOut, inBytes: bytesIn, outPackets: packetsOut, inPackets: packetsIn },
          },
        ];
      });
    },
  };
}

/** Null where it is none, or where the host sent as much to that peer on another day. */
function floodOf(kind: FloodKind, { key, flows, first, last }: FlowGroup, profile: HostProfile): Volume | null {
  const sums = peakSums(profile.sums.floods.get(key), DOS_WINDOW_MINUTES, first, last);
  const [packetsOut = 0, packetsIn = 0, bytesOut = 0, bytesIn = 0] = sums;
  const volume = { packetsOut, packetsIn, bytesOut, bytesIn };
  const [flow] = flows;
  if (packetsOut < DOS_PACKETS_MIN || !flow || !isFlood(kind, volume)) return null;
  const usual = peakBefore(profile.habits.peers.get(peerOf(flow)), dayOf(flow.firstMs));
  return usual >= bytesOut ? null : volume;
}

function isFlood(kind: FloodKind, { packetsOut, packetsIn, bytesOut, bytesIn }: Volume): boolean {
  // Servers answer floods of queries too.
  if (kind === "dns") return true;
  if (kind !== "tcp") return packetsIn <= packetsOut * DOS_ANSWERED_SHARE_MAX;
  // Whoever answers with more than headers is in a conversation.
  const isSilent = bytesIn <= packetsIn * DOS_BARE_PACKET_BYTES_MAX;
  if (isSilent && packetsIn <= packetsOut * DOS_TCP_ANSWERED_SHARE_MAX) return true;
  // SYNs that are answered; a download has as many bare ACKs, and all its bytes come in.
  return bytesOut <= packetsOut * DOS_BARE_PACKET_BYTES_MAX && bytesIn <= bytesOut * 2;
}
