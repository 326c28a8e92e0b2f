/** Backdoor:EC2/C&CActivity.B: the host talked with a listed command-and-control server. */

import { listPeerDetector } from "../../list-peer.ts";
import { peerVerdict } from "../../peer-verdict.ts";

export const commandAndControlActivity = listPeerDetector({
  type: "Backdoor:EC2/C&CActivity.B",
  category: "command-and-control",
  tells: (flow) => peerVerdict(flow)?.type === "Backdoor:EC2/C&CActivity.B",
  peer: "a command-and-control server",
  meaning: "Malware takes its orders there: isolate the host, and look at which process talks.",
  summary:
    "A host exchanged traffic with an address that is listed as a command-and-control server, in either direction.",
  misses:
    "Servers in no list that is loaded, those behind a shared address or a CDN, and traffic that a security group or ACL refused.",
  falsePositives:
    "An address that changed hands since it was listed, most often one of a cloud provider: trust it once it is checked.",
  attack: ["T1071", "T1571"],
});
