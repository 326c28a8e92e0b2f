/** Backdoor:EC2/DenialOfService.UnusualProtocol: the host sends a very large number of packets of a protocol such as ICMP, IGMP or GRE to one public address, which hardly answers. */

import { floodDetector } from "../../flood-detector.ts";

export const denialOfServiceUnusualProtocol = floodDetector("other", "packets of a protocol other than TCP and UDP", {
  type: "Backdoor:EC2/DenialOfService.UnusualProtocol",
  summary:
    "The host sends a very large number of packets of a protocol such as ICMP, IGMP or GRE to one public address, which hardly answers.",
  misses:
    "Floods of fewer than 100,000 packets in ten minutes, floods spread over many victims, and floods of private addresses.",
  falsePositives: "One-way tunnels (GRE, ESP) to a public address: a day of it makes it the habit of the host.",
  attack: ["T1498.001"],
});
