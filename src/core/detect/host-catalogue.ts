/** Every detector of flows and lookups, in order. Adding one = one file + one line here + one mirrored test. */

import { commandAndControlLookup } from "./detectors/host/backdoor-ec2-c-cactivity-b-dns.ts";
import { commandAndControlActivity } from "./detectors/host/backdoor-ec2-c-cactivity-b.ts";
import { bitcoinLookup } from "./detectors/host/crypto-currency-ec2-bitcoin-tool-b-dns.ts";
import { bitcoinTool } from "./detectors/host/crypto-currency-ec2-bitcoin-tool-b.ts";
import { abusedDomainReputation } from "./detectors/host/impact-ec2-abused-domain-request-reputation.ts";
import { bitcoinDomainReputation } from "./detectors/host/impact-ec2-bitcoin-domain-request-reputation.ts";
import { maliciousDomainCustom } from "./detectors/host/impact-ec2-malicious-domain-request-custom.ts";
import { maliciousDomainReputation } from "./detectors/host/impact-ec2-malicious-domain-request-reputation.ts";
import { suspiciousDomainReputation } from "./detectors/host/impact-ec2-suspicious-domain-request-reputation.ts";
import { portProbeEmrUnprotectedPort } from "./detectors/host/recon-ec2-port-probe-emrunprotected-port.ts";
import { portProbeUnprotectedPort } from "./detectors/host/recon-ec2-port-probe-unprotected-port.ts";
import { blackholeLookup } from "./detectors/host/trojan-ec2-blackhole-traffic-dns.ts";
import { blackholeTraffic } from "./detectors/host/trojan-ec2-blackhole-traffic.ts";
import { dgaLookup } from "./detectors/host/trojan-ec2-dgadomain-request-c-dns.ts";
import { driveByLookup } from "./detectors/host/trojan-ec2-drive-by-source-traffic-dns.ts";
import { dropPointLookup } from "./detectors/host/trojan-ec2-drop-point-dns.ts";
import { dropPoint } from "./detectors/host/trojan-ec2-drop-point.ts";
import { phishingLookup } from "./detectors/host/trojan-ec2-phishing-domain-request-dns.ts";
import { maliciousPeerCustom } from "./detectors/host/unauthorized-access-ec2-malicious-ipcaller-custom.ts";
import { metadataDnsRebind } from "./detectors/host/unauthorized-access-ec2-metadata-dnsrebind.ts";
import { torClient } from "./detectors/host/unauthorized-access-ec2-tor-client.ts";
import { torRelay } from "./detectors/host/unauthorized-access-ec2-tor-relay.ts";
import { compromisedInstanceGroup } from "./detectors/host/attack-sequence-ec2-compromised-instance-group.ts";
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
import { dgaDomainRequest } from "./detectors/host/trojan-ec2-dgadomain-request-b.ts";
import { dnsDataExfiltration } from "./detectors/host/trojan-ec2-dnsdata-exfiltration.ts";
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
  dgaDomainRequest,
  dnsDataExfiltration,
  rdpBruteForce,
  sshBruteForce,
  commandAndControlLookup,
  commandAndControlActivity,
  bitcoinLookup,
  bitcoinTool,
  abusedDomainReputation,
  bitcoinDomainReputation,
  maliciousDomainCustom,
  maliciousDomainReputation,
  suspiciousDomainReputation,
  portProbeEmrUnprotectedPort,
  portProbeUnprotectedPort,
  blackholeLookup,
  blackholeTraffic,
  dgaLookup,
  driveByLookup,
  dropPointLookup,
  dropPoint,
  phishingLookup,
  maliciousPeerCustom,
  metadataDnsRebind,
  torClient,
  torRelay,
  // Last: it reads the signals of the others.
  compromisedInstanceGroup,
];
