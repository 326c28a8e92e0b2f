/** Recon:IAMUser/MaliciousIPCaller: a reading call from an address on a threat list. */

import { CALLER_KINDS, listCallerDetector } from "../../list-caller.ts";

export const reconMaliciousIpCaller = listCallerDetector(
  "Recon:IAMUser/MaliciousIPCaller",
  CALLER_KINDS.malicious,
  "read",
);
