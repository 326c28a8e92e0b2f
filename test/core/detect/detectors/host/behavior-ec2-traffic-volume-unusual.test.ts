import { trafficVolumeUnusual } from "../../../../../src/core/detect/detectors/host/behavior-ec2-traffic-volume-unusual.ts";
import { batch, flow, inbound, ip, MINUTE_MS, NOW } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, KNOWN_HOST, usual } from "../../host-traffic.ts";

const GB = 1e9;
const STRANGER = ip("203.0.113.99");

export default hostDetectorTests(
  trafficVolumeUnusual,
  [
    [
      "gigabytes to a peer never met",
      batch([flow({ remoteIp: STRANGER, bytesOut: 2 * GB })]),
      {
        subject: ["203.0.113.99"],
        additionalInfo: { unusual: "outBytes", outBytes: 2 * GB, inBytes: 6_000, localPort: 49_152 },
      },
      KNOWN_HOST,
    ],
    ["far more than usual to a known peer", batch([flow({ bytesOut: GB })]), { subject: ["198.51.100.7"] }, KNOWN_HOST],
    [
      "the same in pieces over the day",
      batch([flow({ remoteIp: STRANGER, bytesOut: GB / 12 })]),
      {},
      [
        ...KNOWN_HOST,
        batch([
          flow({ remoteIp: STRANGER, bytesOut: GB / 12, firstMs: NOW - 60 * MINUTE_MS, lastMs: NOW - 50 * MINUTE_MS }),
        ]),
      ],
    ],
    [
      "data fetched from the host through a door it did not have",
      batch([inbound({ localPort: 8_081, bytesOut: GB })]),
      {},
      KNOWN_HOST,
    ],
  ],
  [
    ...BENIGN,
    ["a host that is learning", batch([flow({ remoteIp: STRANGER, bytesOut: 2 * GB })])],
    ["a backup to a known host", batch([flow({ bytesOut: 22 * GB })]), usual({ bytesOut: 20 * GB })],
    [
      "a new peer of a host that sends as much each day",
      batch([flow({ remoteIp: STRANGER, bytesOut: 1.5 * GB })]),
      usual({ bytesOut: GB }),
    ],
    ["a copy inside the VPC", batch([flow({ remoteIp: ip("10.0.6.6"), bytesOut: 9 * GB })]), KNOWN_HOST],
    [
      "an AWS service whose addresses change",
      batch([flow({ remoteIp: STRANGER, remoteService: "S3", bytesOut: 2 * GB })]),
      usual({ remoteService: "S3", bytesOut: GB }),
    ],
    ["a large download from the host's web server", batch([inbound({ bytesOut: 4 * GB })]), usual({}, inbound)],
    ["a small amount to a new peer", batch([flow({ remoteIp: STRANGER, bytesOut: 90_000_000 })]), KNOWN_HOST],
  ],
);
