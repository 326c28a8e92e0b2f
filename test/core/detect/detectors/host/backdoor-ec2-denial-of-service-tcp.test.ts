import { denialOfServiceTcp } from "../../../../../src/core/detect/detectors/host/backdoor-ec2-denial-of-service-tcp.ts";
import { addressFacts, batch, flow, ip } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN } from "../../host-traffic.ts";

const SYNS = { remotePort: 80, records: 400_000, packetsOut: 400_000, bytesOut: 400_000 * 44 };
const TRUSTED = { list: "load tests", category: "trusted", family: null, entry: "198.51.100.7" } as const;

export default hostDetectorTests(
  denialOfServiceTcp,
  [
    ["SYNs that nobody answers", batch([flow({ ...SYNS, packetsIn: 0, bytesIn: 0 })])],
    ["SYNs that are answered", batch([flow({ ...SYNS, packetsIn: 400_000, bytesIn: 400_000 * 44 })])],
    [
      "large packets that nobody acknowledges",
      batch([flow({ ...SYNS, records: 1, bytesOut: 400_000 * 1_400, packetsIn: 0, bytesIn: 0 })]),
    ],
  ],
  [
    ...BENIGN,
    [
      "an upload",
      batch([flow({ records: 20, packetsOut: 2_000_000, bytesOut: 3e9, packetsIn: 900_000, bytesIn: 47_000_000 })]),
    ],
    [
      "a download, which is acknowledged by bare packets",
      batch([flow({ records: 20, packetsOut: 900_000, bytesOut: 47_000_000, packetsIn: 2_000_000, bytesIn: 3e9 })]),
    ],
    [
      "an upload whose segments the receiver joins",
      batch([flow({ packetsOut: 2_000_000, bytesOut: 2.9e9, packetsIn: 60_000, bytesIn: 3_000_000 })]),
    ],
    [
      "an upload that is answered seldom, but with words",
      batch([flow({ packetsOut: 700_000, bytesOut: 630_000_000, packetsIn: 2_700, bytesIn: 2_900_000 })]),
    ],
    ["a private peer", batch([flow({ ...SYNS, remoteIp: ip("10.1.1.1"), packetsIn: 0, bytesIn: 0 })])],
    [
      "a load test of a trusted address",
      batch([flow({ ...SYNS, packetsIn: 0, remote: addressFacts({ trustedBy: [TRUSTED] }) })]),
    ],
  ],
);
