import { networkPortUnusual } from "../../../../../src/core/detect/detectors/host/behavior-ec2-network-port-unusual.ts";
import { batch, flow, inbound, ip, onDaysBefore, MINUTE_MS } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, KNOWN_HOST, scan, usual } from "../../host-traffic.ts";

const ODD = { remotePort: 4444, bytesOut: 60_000 };
/** A new port every second day. */
const CHANGEABLE = onDaysBefore(14, (firstMs) =>
  batch([flow({ firstMs, lastMs: firstMs + MINUTE_MS, remotePort: 6_000 + Math.floor(firstMs / 172_800_000) })]),
);

export default hostDetectorTests(
  networkPortUnusual,
  [
    ["a port never used", batch([flow(ODD)]), { subject: ["6:4444"], additionalInfo: { unusual: 4444 } }, KNOWN_HOST],
    ["one inside the VPC", batch([flow({ remotePort: 3389, remoteIp: ip("10.0.8.8") })]), {}, KNOWN_HOST],
    [
      "LDAP of a stranger",
      batch([flow({ remotePort: 1389 })]),
      { severity: 8, additionalInfo: { unusual: 1389, context: "Possible log4j callback" } },
      KNOWN_HOST,
    ],
    [
      "the same port of the other protocol",
      batch([flow({ ...ODD, remotePort: 123 })]),
      { subject: ["6:123"] },
      [...KNOWN_HOST, ...usual({ remotePort: 123, protocol: 17 })],
    ],
  ],
  [
    ...BENIGN,
    ["a host that is learning", batch([flow(ODD)]), KNOWN_HOST.slice(-6)],
    ["a port that is a habit", batch([flow(ODD)]), [...KNOWN_HOST, ...usual(ODD)]],
    ["a port that a peer uses of the host", batch([inbound({ localPort: 4444 })]), KNOWN_HOST],
    ["a scan, which is another type", batch(scan(500, 2)), KNOWN_HOST],
    ["a port that refuses", batch([flow({ ...ODD, action: "REJECT", packetsIn: 0 })]), KNOWN_HOST],
    ["two ephemeral ports", batch([flow({ remotePort: 50_123 })]), KNOWN_HOST],
    ["a host whose ports change all the time", batch([flow(ODD)]), CHANGEABLE],
  ],
);
