/** Backdoor:EC2/DenialOfService.Tcp: the host sends a very large number of TCP packets that carry nothing or that nobody answers to one public address. */

import { floodDetector } from "../../flood-detector.ts";

export const denialOfServiceTcp = floodDetector("tcp", "TCP packets", {
  type: "Backdoor:EC2/DenialOfService.Tcp",
  summary:
    "The host sends a very large number of TCP packets that carry nothing or that nobody answers to one public address.",
  misses:
    "Floods of fewer than 100,000 packets in ten minutes, floods spread over many victims, and floods of private addresses. Floods of whole HTTP requests look like a busy client.",
  falsePositives:
    "Load tests against a public address, and logs from which one direction is missing: put the target on the trusted list for the time of the test.",
  attack: ["T1498.001", "T1499.001"],
});
