import { sshBruteForce } from "../../../../../src/core/detect/detectors/host/unauthorized-access-ec2-sshbrute-force.ts";
import { addressFacts, batch, flow, inbound, ip, MINUTE_MS, NOW, onDaysBefore } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { attempts, BENIGN, WEB_SERVER } from "../../host-traffic.ts";

const FROM_OUTSIDE = { initiator: "remote", direction: "INBOUND", localPort: 22, remotePort: 50_000 } as const;
const TRUSTED = { list: "mine", category: "trusted", family: null, entry: "198.51.100.7" } as const;

export default hostDetectorTests(
  sshBruteForce,
  [
    [
      "hundreds of tries at another host",
      batch([attempts(300, 5_000, { remoteIp: ip("10.0.4.4") })]),
      { severity: 8, resourceRole: "ACTOR", subject: ["ACTOR"] },
    ],
    [
      "hundreds of tries at the host",
      batch([attempts(300, 5_000, FROM_OUTSIDE)]),
      { severity: 2, resourceRole: "TARGET", subject: ["TARGET"] },
    ],
    [
      "records of one minute",
      batch(
        Array.from({ length: 20 }, (_, minute) =>
          attempts(5, 4_000, {
            record: minute + 1,
            firstMs: NOW + minute * MINUTE_MS,
            lastMs: NOW + (minute + 1) * MINUTE_MS,
          }),
        ),
      ),
    ],
    [
      "tries in several files, some late",
      batch([attempts(25, 4_000)]),
      {},
      [
        batch([attempts(25, 4_000, { firstMs: NOW + 5 * MINUTE_MS })]),
        batch([attempts(25, 4_000, { firstMs: NOW - 5 * MINUTE_MS, lastMs: NOW })]),
      ],
    ],
    ["IPv6", batch([attempts(200, 6_000, { remoteIp: ip("2001:db8::5") })])],
  ],
  [
    ...BENIGN,
    ["few log-ins", batch([attempts(20, 5_000)])],
    [
      "one long session",
      batch([
        flow({ remotePort: 22, records: 60, packetsOut: 20_000, bytesOut: 9_000_000, lastMs: NOW + 30 * MINUTE_MS }),
      ]),
    ],
    [
      "tries refused by the security group",
      batch([attempts(500, 5_000, { ...FROM_OUTSIDE, packetsOut: 0, bytesOut: 0, action: "REJECT" })]),
    ],
    [
      "connections of a health check, in which nothing is said",
      batch([
        inbound({
          ...FROM_OUTSIDE,
          records: 1_000,
          packetsOut: 1_000,
          bytesOut: 60_000,
          packetsIn: 1_500,
          bytesIn: 70_000,
        }),
      ]),
    ],
    ["large copies one after the other", batch([attempts(200, 900_000)])],
    [
      "deployment that did so the day before",
      batch([attempts(100, 6_000)]),
      onDaysBefore(2, (firstMs) => batch([attempts(90, 6_000, { firstMs, lastMs: firstMs + 10 * MINUTE_MS })])),
    ],
    [
      "a scanner on the trusted list",
      batch([attempts(300, 5_000, { ...FROM_OUTSIDE, remote: addressFacts({ trustedBy: [TRUSTED] }) })]),
    ],
    ["the same number over a day", batch([attempts(300, 5_000, { lastMs: NOW + 24 * 60 * MINUTE_MS })])],
    ["another port", batch([...WEB_SERVER.flows, attempts(300, 5_000, { remotePort: 2222 })])],
  ],
);
