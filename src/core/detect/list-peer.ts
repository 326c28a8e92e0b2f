/** Makes the detectors for conversations with listed addresses. */

import type { Flow } from "../event-flow.ts";
import type { FindingType } from "../finding-types.ts";
import type { HostBatch } from "../group/host-batch.ts";
import type { Category } from "../intel/categories.ts";
import { LIST_PEERS_TOLD_MAX } from "../limits.ts";
import { ipText } from "../net/ip.ts";
import { portName } from "../net/protocols.ts";
import type { Technique } from "./detector.ts";
import { networkConnectionAction } from "./host-actions.ts";
import type { HostDetector, HostMatch } from "./host-detector.ts";
import { hostPlace, hostWords } from "./host-wording.ts";
import { decidingFirst, listEvidence, listWords } from "./list-evidence.ts";
import { listedFlows } from "./peer-verdict.ts";
import { sentence } from "./wording.ts";

export type ListPeer = {
  readonly type: FindingType;
  readonly category: Category;
  readonly tells: (flow: Flow) => boolean;
  /** "a command-and-control server". */
  readonly peer: string;
  /** Why it matters, one sentence. */
  readonly meaning: string;
  readonly summary: string;
  readonly misses: string;
  readonly falsePositives: string;
  readonly attack: readonly Technique[];
};

/** One match a conversation, one finding a host: which peers it had is in the sightings. */
export function listPeerDetector(peer: ListPeer): HostDetector {
  const { type, category, tells, summary, misses, falsePositives, attack } = peer;
  return {
    type,
    watches: "host",
    reads: ["flows"],
    summary,
    misses,
    falsePositives,
    attack,
    needs: ["flow", `list:${category}`],
    detect(batch) {
      const matches: HostMatch[] = [];
      for (const flow of listedFlows(batch.flows)) {
        if (!tells(flow)) continue;
        matches.push(peerMatch(batch, flow, peer));
        if (matches.length === LIST_PEERS_TOLD_MAX) break;
      }
      return matches;
    },
  };
}

function peerMatch(batch: HostBatch, flow: Flow, { category, peer, meaning }: ListPeer): HostMatch {
  const matches = decidingFirst(flow.remote?.matches ?? [], category);
  return {
    record: flow.record,
    timeMs: flow.firstMs,
    subject: [],
    title: `${sentence(hostWords(batch))} ${deed(flow)} ${peer}.`,
    description:
      `${sentence(hostWords(batch))} ${hostPlace(batch)} ${deed(flow)} ${ipText(flow.remoteIp)}${portWords(flow)}, ${peer}: ` +
      `${listWords(matches)}. ${flow.bytesOut} bytes went out and ${flow.bytesIn} came in. ${meaning}`,
    resourceRole: flow.initiator === "remote" ? "TARGET" : "ACTOR",
    action: networkConnectionAction(flow),
    additionalInfo: listEvidence(matches),
  };
}

function deed({ action, initiator }: Flow): string {
  if (action === "REJECT") return "tried in vain to reach";
  return initiator === "remote" ? "was reached by" : "communicated with";
}

/** The server's port, wherever the server is. */
function portWords({ initiator, localPort, remotePort }: Flow): string {
  const port = initiator === "remote" ? localPort : remotePort;
  if (port === null || port === 0) return "";
  const name = portName(port);
  return ` at port ${port}${name === "Unknown" ? "" : ` (${name})`}`;
}
