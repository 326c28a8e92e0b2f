import { portSweep } from "../../../../../src/core/detect/detectors/host/impact-ec2-port-sweep.ts";
import { batch, flow, ip, MINUTE_MS, NOW } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN, probe, publicIp } from "../../host-traffic.ts";

function sweep(peers: number, changes: Parameters<typeof probe>[0] = {}, minutes = 5) {
  return Array.from({ length: peers }, (_, index) => {
    const firstMs = NOW + Math.floor((index * minutes * MINUTE_MS) / peers);
    return probe({
      record: index + 1,
      remoteIp: publicIp(index),
      remotePort: 23,
      firstMs,
      lastMs: firstMs + 1_000,
      ...changes,
    });
  });
}
const UNANSWERED = { records: 1, packetsIn: 0, bytesIn: 0 };

export default hostDetectorTests(
  portSweep,
  [
    [
      "Telnet tried at many public addresses",
      batch(sweep(120, UNANSWERED)),
      { subject: [], record: 120, additionalInfo: { scannedPort: 23, additionalScannedPorts: [] } },
    ],
    ["refused at the host's own security group", batch(sweep(60, { ...UNANSWERED, action: "REJECT" }))],
    [
      "IPv6 addresses",
      batch(
        Array.from({ length: 60 }, (_, index) =>
          probe({ record: index + 1, remoteIp: ip(`2001:db8::${index + 1}`), remotePort: 22, ...UNANSWERED }),
        ),
      ),
    ],
    [
      "two ports at once",
      batch([...sweep(100, UNANSWERED), ...sweep(80, { ...UNANSWERED, remotePort: 2323 })]),
      { additionalInfo: { scannedPort: 23, additionalScannedPorts: [2323] } },
    ],
    [
      "records of ten minutes, in two files",
      batch(sweep(30, { ...UNANSWERED, lastMs: NOW + 20 * MINUTE_MS })),
      {},
      [batch(sweep(80, { ...UNANSWERED, lastMs: NOW + 10 * MINUTE_MS }).slice(30))],
    ],
  ],
  [
    ...BENIGN,
    ["fewer addresses", batch(sweep(40, UNANSWERED))],
    [
      "private addresses",
      batch(
        Array.from({ length: 200 }, (_, index) =>
          probe({ record: index + 1, remoteIp: ip(`10.0.9.${index}`), remotePort: 22, ...UNANSWERED }),
        ),
      ),
    ],
    [
      "a crawler that meets dead hosts among many",
      batch(
        Array.from({ length: 400 }, (_, index) =>
          index % 5 === 0
            ? probe({ record: index + 1, remoteIp: publicIp(index), ...UNANSWERED })
            : flow({ record: index + 1, remoteIp: publicIp(index) }),
        ),
      ),
    ],
    ["a day's worth of dead peers", batch(sweep(200, UNANSWERED, 24 * 60))],
  ],
);
