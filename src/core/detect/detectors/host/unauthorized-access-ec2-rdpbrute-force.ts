/** UnauthorizedAccess:EC2/RDPBruteForce: many short RDP connections between the host and one peer. */

import { RDP_PORT } from "../../../profile/login-ports.ts";
import { bruteForceDetector } from "../../brute-force-detector.ts";

/** Both ways. TLS and network level authentication take 3 to 6 KB; without the latter the picture of the log-in screen comes first. */
const ATTEMPT = { bytesMin: 600, bytesMax: 60_000 };

export const rdpBruteForce = bruteForceDetector([RDP_PORT], "RDP", ATTEMPT, {
  type: "UnauthorizedAccess:EC2/RDPBruteForce",
  summary: "The host makes or takes very many short RDP connections with one peer, as guessing of passwords does.",
  misses:
    "Guessing slower than two connections a minute, spread over many peers, or within one long connection, and other ports than the service's own.",
  falsePositives:
    "Gateways and monitors that connect by RDP more than twice a minute: a day of it makes it a habit; else put the peer on the trusted list.",
  attack: ["T1110.001", "T1110.003"],
});
