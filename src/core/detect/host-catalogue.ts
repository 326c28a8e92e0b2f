/** Every detector of flows and lookups, in order. Adding one = one file + one line here + one mirrored test. */

import type { HostDetector } from "./host-detector.ts";
import { denialOfServiceDns } from "./detectors/host/backdoor-ec2-denial-of-service-dns.ts";
import { denialOfServiceTcp } from "./detectors/host/backdoor-ec2-denial-of-service-tcp.ts";
import { denialOfServiceUdpOnTcpPorts } from "./detectors/host/backdoor-ec2-denial-of-service-udp-on-tcp-ports.ts";
import { denialOfServiceUdp } from "./detectors/host/backdoor-ec2-denial-of-service-udp.ts";
import { denialOfServiceUnusualProtocol } from "./detectors/host/backdoor-ec2-denial-of-service-unusual-protocol.ts";
import { spambot } from "./detectors/host/backdoor-ec2-spambot.ts";
import { networkPortUnusual } from "./detectors/host/behavior-ec2-network-port-unusual.ts";
import { trafficVolumeUnusual } from "./detectors/host/behavior-ec2-traffic-volume-unusual.ts";
import { unusualDnsResolver } from "./detectors/host/defense-evasion-ec2-unusual-dnsresolver.ts";
import { unusualDohActivity } from "./detectors/host/defense-evasion-ec2-unusual-do-hactivity.ts";
import { unusualDotActivity } from "./detectors/host/defense-evasion-ec2-unusual-do-tactivity.ts";
import { portSweep } from "./detectors/host/impact-ec2-port-sweep.ts";
import { winRmBruteForce } from "./detectors/host/impact-ec2-win-rmbrute-force.ts";
import { portscan } from "./detectors/host/recon-ec2-portscan.ts";
import { rdpBruteForce } from "./detectors/host/unauthorized-access-ec2-rdpbrute-force.ts";
import { sshBruteForce } from "./detectors/host/unauthorized-access-ec2-sshbrute-force.ts";

export const HOST_DETECTORS: readonly HostDetector[] = [
  denialOfServiceDns,
  denialOfServiceTcp,
  denialOfServiceUdp,
  denialOfServiceUdpOnTcpPorts,
  denialOfServiceUnusualProtocol,
  spambot,
  networkPortUnusual,
  trafficVolumeUnusual,
  unusualDnsResolver,
  unusualDohActivity,
  unusualDotActivity,
  portSweep,
  winRmBruteForce,
  portscan,
  rdpBruteForce,
  sshBruteForce,
];
