/** Trojan:EC2/DropPoint: the host tried to reach a listed drop point. */

import { listPeerDetector } from "../../list-peer.ts";
import { peerVerdict } from "../../peer-verdict.ts";

export const dropPoint = listPeerDetector({
  type: "Trojan:EC2/DropPoint",
  category: "drop-point",
  tells: (flow) => peerVerdict(flow)?.type === "Trojan:EC2/DropPoint",
  peer: "a store of stolen credentials and data",
  meaning: "What leaves the host for there is lost: find out what it holds, and replace its credentials.",
  summary:
    "A host tried to reach an address that is listed as a store of stolen data, whether the attempt was let through or not.",
  misses: "Stores in no list that is loaded, and those on a storage service that many share.",
  falsePositives: "An address that changed hands since it was listed.",
  attack: ["T1041"],
});
