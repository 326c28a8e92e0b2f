/** Recon:IAMUser/TorIPCaller: a reading call from a Tor exit. */

import { CALLER_KINDS, listCallerDetector } from "../../list-caller.ts";

export const reconTorIpCaller = listCallerDetector("Recon:IAMUser/TorIPCaller", CALLER_KINDS.tor, "read");
