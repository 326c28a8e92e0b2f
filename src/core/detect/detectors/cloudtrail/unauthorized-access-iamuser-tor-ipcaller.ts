/** UnauthorizedAccess:IAMUser/TorIPCaller: a changing call from a Tor exit. */

import { CALLER_KINDS, listCallerDetector } from "../../list-caller.ts";

export const unauthorizedTorIpCaller = listCallerDetector(
  "UnauthorizedAccess:IAMUser/TorIPCaller",
  CALLER_KINDS.tor,
  "write",
);
