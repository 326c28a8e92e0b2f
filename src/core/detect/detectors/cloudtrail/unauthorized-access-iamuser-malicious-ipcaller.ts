/** UnauthorizedAccess:IAMUser/MaliciousIPCaller: a changing call from an address on a threat list. */

import { CALLER_KINDS, listCallerDetector } from "../../list-caller.ts";

export const unauthorizedMaliciousIpCaller = listCallerDetector(
  "UnauthorizedAccess:IAMUser/MaliciousIPCaller",
  CALLER_KINDS.malicious,
  "write",
);
