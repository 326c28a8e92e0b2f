/** UnauthorizedAccess:EC2/SSHBruteForce: many short SSH connections between the host and one peer. */

import { SSH_PORT } from "../../../profile/login-ports.ts";
import { bruteForceDetector } from "../../brute-force-detector.ts";

/** Both ways. A key exchange takes some 3 KB, six tries of a password 2 KB more; a TCP health check has none. */
const ATTEMPT = { bytesMin: 1_500, bytesMax: 15_000 };

export const sshBruteForce = bruteForceDetector([SSH_PORT], "SSH", ATTEMPT, {
  type: "UnauthorizedAccess:EC2/SSHBruteForce",
  summary: "The host makes or takes very many short SSH connections with one peer, as guessing of passwords does.",
  misses:
    "Guessing slower than two connections a minute, spread over many peers, or within one long connection, and other ports than the service's own.",
  falsePositives:
    "Deployment tools and checks that log in by SSH more than twice a minute: a day of it makes it a habit; else put the peer on the trusted list.",
  attack: ["T1110.001", "T1110.003"],
});
