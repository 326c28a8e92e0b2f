/** Trojan:EC2/BlackholeTraffic: the host tried to reach a listed sinkhole. */

import { listPeerDetector } from "../../list-peer.ts";
import { peerVerdict } from "../../peer-verdict.ts";

export const blackholeTraffic = listPeerDetector({
  type: "Trojan:EC2/BlackholeTraffic",
  category: "blackhole",
  tells: (flow) => peerVerdict(flow)?.type === "Trojan:EC2/BlackholeTraffic",
  peer: "a sinkhole",
  meaning: "Nothing answers there any more, but malware on the host still asks.",
  summary:
    "A host tried to reach an address that swallows the traffic of malware, whether the attempt was let through or not.",
  misses: "Sinkholes in no list that is loaded; their operators keep many of them quiet.",
  falsePositives: "Researchers, mail filters and crawlers that visit everything.",
  attack: ["T1071"],
});
