import { portscan } from "../../../../../src/core/detect/detectors/host/recon-ec2-portscan.ts";
import { addressFacts, batch, flow, ip, MINUTE_MS, NOW, PEER } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, probe, scan, usual } from "../../host-traffic.ts";

const TRUSTED = { list: "mine", category: "trusted", family: null, entry: "198.51.100.0/24" } as const;

export default hostDetectorTests(
  portscan,
  [
    [
      "nmap's top thousand ports of a public peer",
      batch(scan(1_000, 2)),
      {
        subject: [],
        resourceRole: "ACTOR",
        record: 1,
        additionalInfo: { portsScannedSample: Array.from({ length: 20 }, (_, at) => at + 1) },
      },
    ],
    [
      "the same of an internal host, no answer",
      batch(scan(1_000, 10, { remoteIp: ip("10.0.7.7"), records: 1, packetsOut: 2, packetsIn: 0, bytesIn: 0 })),
    ],
    [
      "ports that a security group refuses",
      batch(scan(100, 5, { action: "REJECT", records: 1, packetsIn: 0, bytesIn: 0 })),
    ],
    [
      "a UDP scan over IPv6",
      batch(scan(100, 5, { protocol: 17, remoteIp: ip("2001:db8::7"), records: 1, packetsIn: 0, bytesIn: 0 })),
    ],
    [
      "open ports that are closed again at once",
      batch(scan(60, 1, { packetsOut: 3, bytesOut: 160, packetsIn: 2, bytesIn: 104, tcpFlagsOut: 6 })),
    ],
    ["records of ten minutes", batch(scan(200, 10, { lastMs: NOW + 20 * MINUTE_MS }))],
    [
      "half of the ports in the file before",
      batch(scan(40, 5)),
      {},
      [batch(scan(30, 5).map((one) => ({ ...one, remotePort: (one.remotePort ?? 0) + 500 })))],
    ],
  ],
  [
    ...BENIGN,
    ["fewer ports", batch(scan(49, 5))],
    ["ports tried over a day", batch(scan(200, 24 * 60))],
    [
      "passive FTP: many ports, each with data",
      batch(Array.from({ length: 200 }, (_, index) => flow({ record: index + 1, remotePort: 20_000 + index }))),
    ],
    [
      "checks of ports that the host uses every day",
      batch(Array.from({ length: 60 }, (_, index) => probe({ record: index + 1, remotePort: 8_000 + index }))),
      Array.from({ length: 60 }, (_, index) => usual({ remotePort: 8_000 + index })).flat(),
    ],
    ["a scan of what is on a trusted list", batch(scan(1_000, 2, { remote: addressFacts({ trustedBy: [TRUSTED] }) }))],
    [
      "a scan of the host",
      batch(
        scan(1_000, 2).map((one) => ({
          ...one,
          initiator: "remote" as const,
          localPort: one.remotePort,
          remotePort: 50_000,
        })),
      ),
    ],
    [
      "a scan of the host from a service port, refused",
      batch(scan(1_000, 2, { remoteIp: PEER, packetsOut: 0, bytesOut: 0, action: "REJECT" })),
    ],
  ],
);
