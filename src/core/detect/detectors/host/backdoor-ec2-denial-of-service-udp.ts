/** Backdoor:EC2/DenialOfService.Udp: the host sends a very large number of UDP packets to one public address, which hardly answers. */

import { floodDetector } from "../../flood-detector.ts";

export const denialOfServiceUdp = floodDetector("udp", "UDP packets", {
  type: "Backdoor:EC2/DenialOfService.Udp",
  summary: "The host sends a very large number of UDP packets to one public address, which hardly answers.",
  misses:
    "Floods of fewer than 100,000 packets in ten minutes, floods spread over many victims, and floods of private addresses. A server abused as an amplifier answers what it is asked.",
  falsePositives:
    "Media, syslog and metrics sent one way to a public address: a day of it makes it the habit of the host.",
  attack: ["T1498.001"],
});
