/** UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom: a changing call from an address on the user's own threat list. */

import { CALLER_KINDS, listCallerDetector } from "../../list-caller.ts";

export const unauthorizedMaliciousIpCallerCustom = listCallerDetector(
  "UnauthorizedAccess:IAMUser/MaliciousIPCaller.Custom",
  CALLER_KINDS.custom,
  "write",
);
