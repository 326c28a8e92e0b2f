import { rdpBruteForce } from "../../../../../src/core/detect/detectors/host/unauthorized-access-ec2-rdpbrute-force.ts";
import { batch, flow, ip, MINUTE_MS, NOW } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { attempts, BENIGN } from "../../host-traffic.ts";

export default hostDetectorTests(
  rdpBruteForce,
  [
    [
      "256 passwords tried at another host",
      batch([attempts(256, 5_000, { remotePort: 3389, remoteIp: ip("10.0.4.4") })]),
      { severity: 8, resourceRole: "ACTOR" },
    ],
    [
      "the same at the host",
      batch([attempts(256, 30_000, { initiator: "remote", localPort: 3389, remotePort: 51_000 })]),
      { severity: 2, resourceRole: "TARGET" },
    ],
  ],
  [
    ...BENIGN,
    [
      "a working day's session",
      batch([
        flow({
          remotePort: 3389,
          records: 960,
          bytesOut: 40_000_000,
          bytesIn: 900_000_000,
          lastMs: NOW + 480 * MINUTE_MS,
        }),
      ]),
    ],
    ["a few reconnects", batch([attempts(12, 20_000, { remotePort: 3389 })])],
    ["SYNs without a log-in", batch([attempts(500, 200, { remotePort: 3389 })])],
  ],
);
