/** UnauthorizedAccess:EC2/MaliciousIPCaller.Custom: traffic with an address on the user's own threat list. */

import { listPeerDetector } from "../../list-peer.ts";
import { isAccepted, isListed } from "../../peer-verdict.ts";

export const maliciousPeerCustom = listPeerDetector({
  type: "UnauthorizedAccess:EC2/MaliciousIPCaller.Custom",
  category: "custom-threat",
  tells: (flow) => isAccepted(flow) && isListed(flow.remote?.matches ?? [], "custom-threat"),
  peer: "an address on a threat list of your own",
  meaning: "The list says why it should not.",
  summary: "A host exchanged traffic, in either direction, with an address on the user's own threat list.",
  misses: "Traffic that a security group or ACL refused, and addresses that a trusted list holds as well.",
  falsePositives: "Whatever the list holds that it should not: correct the list, or trust the address.",
  attack: ["T1071"],
});
