/** Backdoor:EC2/DenialOfService.Dns: the host sends a very large number of packets to the DNS port of one public address. */

import { floodDetector } from "../../flood-detector.ts";

export const denialOfServiceDns = floodDetector("dns", "packets to a DNS server", {
  type: "Backdoor:EC2/DenialOfService.Dns",
  summary: "The host sends a very large number of packets to the DNS port of one public address.",
  misses:
    "Floods of fewer than 100,000 packets in ten minutes, floods spread over many victims, and floods of private addresses.",
  falsePositives:
    "Resolvers, crawlers and mail servers that ask one public resolver more than 167 questions a second: a day of it makes it their habit.",
  attack: ["T1498.001", "T1498.002"],
});
