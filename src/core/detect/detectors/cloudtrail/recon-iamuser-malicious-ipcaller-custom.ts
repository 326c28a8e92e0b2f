/** Recon:IAMUser/MaliciousIPCaller.Custom: a reading call from an address on the user's own threat list. */

import { CALLER_KINDS, listCallerDetector } from "../../list-caller.ts";

export const reconMaliciousIpCallerCustom = listCallerDetector(
  "Recon:IAMUser/MaliciousIPCaller.Custom",
  CALLER_KINDS.custom,
  "read",
);
