import { denialOfServiceDns } from "../../../../../src/core/detect/detectors/host/backdoor-ec2-denial-of-service-dns.ts";
import { batch, flow, ip } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, usual } from "../../host-traffic.ts";

/** 400,000 datagrams of 64 bytes, each from a port of its own: what AWS's tester sends, as one summed flow. */
const FLOOD = {
  remotePort: 53,
  protocol: 17,
  records: 400_000,
  packetsOut: 400_000,
  bytesOut: 400_000 * 92,
  packetsIn: 0,
  bytesIn: 0,
};

export default hostDetectorTests(
  denialOfServiceDns,
  [
    ["the tester's datagrams, each from a new port", batch([flow(FLOOD)]), { additionalInfo: { outPackets: 400_000 } }],
    [
      "queries that are answered",
      batch([flow({ ...FLOOD, records: 800_000, packetsIn: 400_000, bytesIn: 400_000 * 130 })]),
    ],
  ],
  [
    ...BENIGN,
    ["a private resolver", batch([flow({ ...FLOOD, remoteIp: ip("10.0.0.2") })])],
    [
      "a resolver that asks as much each day",
      batch([flow({ ...FLOOD, packetsIn: 400_000 })]),
      usual({ ...FLOOD, packetsIn: 400_000 }),
    ],
    ["some thousand queries", batch([flow({ ...FLOOD, records: 8_000, packetsOut: 4_000, packetsIn: 4_000 })])],
  ],
);
