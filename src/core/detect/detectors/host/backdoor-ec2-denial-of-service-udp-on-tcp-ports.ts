/** Backdoor:EC2/DenialOfService.UdpOnTcpPorts: the host sends a very large number of UDP packets to a port of one public address where services speak TCP. */

import { floodDetector } from "../../flood-detector.ts";

export const denialOfServiceUdpOnTcpPorts = floodDetector("udp-on-tcp", "UDP packets to a port of a TCP service", {
  type: "Backdoor:EC2/DenialOfService.UdpOnTcpPorts",
  summary:
    "The host sends a very large number of UDP packets to a port of one public address where services speak TCP.",
  misses:
    "Floods of fewer than 100,000 packets in ten minutes, floods spread over many victims, and floods of private addresses. UDP to ports 80 and 443 counts as DenialOfService.Udp.",
  falsePositives:
    "Tunnels and VPNs that were given such a port and hardly answer: a day of it makes it the habit of the host.",
  attack: ["T1498.001"],
});
