import { expect } from "vitest";
import { compromisedInstanceGroup } from "../../../../../src/core/detect/detectors/host/attack-sequence-ec2-compromised-instance-group.ts";
import type { HostSignal } from "../../../../../src/core/profile/host-signals.ts";
import { batch, flow, HOUR_MS, NOW } from "../../host-batches.ts";
import { hostDetectorTests } from "../../host-detector-tests.ts";
import { BENIGN } from "../../host-traffic.ts";

function signal(changes: Partial<HostSignal>): HostSignal {
  return {
    source: "flow",
    name: "Backdoor:EC2/C&CActivity.B",
    severity: 8,
    timeMs: NOW,
    endpoint: "198.51.100.7",
    actor: null,
    description: "Something happened.",
    ...changes,
  };
}
const after = (...signals: HostSignal[]) => ({ ...batch([flow()]), signals });
const MINES = signal({ source: "dns", name: "CryptoCurrency:EC2/BitcoinTool.B!DNS", endpoint: "pool.example.org" });
const STOLEN = signal({
  source: "cloudtrail",
  name: "UnauthorizedAccess:IAMUser/InstanceCredentialExfiltration.OutsideAWS",
  actor: "web/i-0123456789abcdef0",
  endpoint: "203.0.113.4",
  timeMs: NOW + 2 * HOUR_MS,
});
const SCAN = signal({ name: "Recon:EC2/Portscan", severity: 5, endpoint: "10.0.0.9" });

export default hostDetectorTests(
  compromisedInstanceGroup,
  [
    [
      "a master called and its name looked up by a miner",
      after(signal({}), MINES),
      {
        subject: [],
        record: 1,
        detection: {
          sequence: expect.objectContaining({
            resources: [expect.objectContaining({ resourceType: "EC2_INSTANCE" })],
            sequenceIndicators: [
              expect.objectContaining({ key: "CRYPTOMINING_DOMAIN", values: ["pool.example.org"] }),
              expect.objectContaining({ key: "MALICIOUS_IP", values: ["198.51.100.7"] }),
            ],
          }),
        },
      },
    ],
    [
      "an unusual volume and the role used outside",
      after(signal({ name: "Behavior:EC2/TrafficVolumeUnusual", severity: 5 }), STOLEN),
    ],
    [
      "three purposes in one log",
      after(signal({}), SCAN, signal({ name: "CryptoCurrency:EC2/BitcoinTool.B", endpoint: "203.0.113.8" })),
    ],
    [
      "signals of CloudTrail alone that come later",
      { ...batch([]), signals: [STOLEN] },
      { record: 0, timeMs: NOW + 2 * HOUR_MS },
      [after(signal({}))],
    ],
  ],
  [
    ...BENIGN,
    ["one finding", after(signal({}))],
    ["two findings of one log", after(signal({}), SCAN)],
    [
      "two logs, nothing High",
      after(SCAN, signal({ source: "dns", name: "Impact:EC2/AbusedDomainRequest.Reputation", severity: 5 })),
    ],
    [
      "a High one and a Low one",
      after(signal({}), signal({ source: "dns", name: "Impact:EC2/SuspiciousDomainRequest.Reputation", severity: 2 })),
    ],
    ["signals of two days", after(signal({ timeMs: NOW }), { ...MINES, timeMs: NOW - 25 * HOUR_MS })],
    [
      "a batch that adds nothing",
      batch([flow({ firstMs: NOW + HOUR_MS, lastMs: NOW + HOUR_MS })]),
      [after(signal({}), MINES)],
    ],
  ],
);
