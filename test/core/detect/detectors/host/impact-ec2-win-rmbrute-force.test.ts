import { winRmBruteForce } from "../../../../../src/core/detect/detectors/host/impact-ec2-win-rmbrute-force.ts";
import { batch, inbound, MINUTE_MS, NOW, onDaysBefore } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { attempts, BENIGN } from "../../host-traffic.ts";

export default hostDetectorTests(
  winRmBruteForce,
  [
    [
      "hundreds of tries over HTTP",
      batch([attempts(200, 3_000, { remotePort: 5985 })]),
      { severity: 8, resourceRole: "ACTOR" },
    ],
    [
      "hundreds of tries over HTTPS at the host",
      batch([attempts(200, 8_000, { initiator: "remote", localPort: 5986, remotePort: 51_000 })]),
      { severity: 2, resourceRole: "TARGET" },
    ],
  ],
  [
    ...BENIGN,
    [
      "management that runs each day",
      batch([attempts(100, 5_000, { remotePort: 5985 })]),
      onDaysBefore(3, (firstMs) =>
        batch([attempts(100, 5_000, { remotePort: 5985, firstMs, lastMs: firstMs + 10 * MINUTE_MS })]),
      ),
    ],
    [
      "one long management session",
      batch([
        inbound({
          localPort: 5985,
          records: 60,
          bytesIn: 5_000_000,
          bytesOut: 9_000_000,
          lastMs: NOW + 30 * MINUTE_MS,
        }),
      ]),
    ],
  ],
);
