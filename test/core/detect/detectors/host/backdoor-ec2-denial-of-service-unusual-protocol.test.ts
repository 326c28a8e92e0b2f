import { denialOfServiceUnusualProtocol } from "../../../../../src/core/detect/detectors/host/backdoor-ec2-denial-of-service-unusual-protocol.ts";
import type { Flow } from "../../../../../src/core/event-flow.ts";
import { batch, flow, ip } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN } from "../../host-traffic.ts";

const FLOOD: Partial<Flow> = {
  localPort: 0,
  remotePort: 0,
  protocol: 2,
  initiator: "unknown",
  initiatorBasis: "none",
  records: 1,
  packetsOut: 500_000,
  bytesOut: 14_000_000,
  packetsIn: 0,
  bytesIn: 0,
};

export default hostDetectorTests(
  denialOfServiceUnusualProtocol,
  [
    ["IGMP", batch([flow(FLOOD)])],
    ["ICMP", batch([flow({ ...FLOOD, protocol: 1 })])],
    ["GRE without ports", batch([flow({ ...FLOOD, protocol: 47, localPort: null, remotePort: null })])],
  ],
  [
    ...BENIGN,
    ["a VPN, which talks both ways", batch([flow({ ...FLOOD, protocol: 50, packetsIn: 400_000, bytesIn: 1e8 })])],
    ["answers to a flood of pings", batch([flow({ ...FLOOD, protocol: 1, packetsIn: 500_000 })])],
    ["multicast, which goes nowhere", batch([flow({ ...FLOOD, remoteIp: ip("224.0.0.22") })])],
  ],
);
