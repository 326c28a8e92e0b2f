/** Impact:EC2/WinRMBruteForce: many short WinRM connections between the host and one peer. */

import { WINRM_PORTS } from "../../../profile/login-ports.ts";
import { bruteForceDetector } from "../../brute-force-detector.ts";

/** Both ways. One or two HTTP requests that end in 401; a command that runs takes a dozen. */
const ATTEMPT = { bytesMin: 600, bytesMax: 20_000 };

export const winRmBruteForce = bruteForceDetector(WINRM_PORTS, "WinRM", ATTEMPT, {
  type: "Impact:EC2/WinRMBruteForce",
  summary: "The host makes or takes very many short WinRM connections with one peer, as guessing of passwords does.",
  misses:
    "Guessing slower than two connections a minute, spread over many peers, or within one long connection, and other ports than the service's own.",
  falsePositives:
    "Management tools that open a WinRM connection for each small command: a day of it makes it a habit; else put the peer on the trusted list.",
  attack: ["T1110.001", "T1110.003"],
});
