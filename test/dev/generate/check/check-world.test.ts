/** The whole way once, on a small organisation: what holds there is checked at full size by `npm run generate:check`. */

import { expect, test } from "vitest";
import { checkWorld, holds, quietOf } from "../../../../dev/generate/check/check-world.ts";
import { MIXED_FLOW } from "../../../../dev/generate/hosts/flow-writer.ts";
import { SCENARIOS } from "../../../../dev/generate/scenarios.ts";
import type { Finding } from "../../../../src/core/finding.ts";

const LONG_MS = 300_000;
const WORLD = { seed: 7, days: 16, accounts: 1, principals: 12, hosts: 3, flow: MIXED_FLOW };

test(
  "an attack on a small organisation is found, and the same without it is counted",
  { timeout: LONG_MS },
  async () => {
    const report = await checkWorld(
      WORLD,
      SCENARIOS.filter(({ type }) => type === "Recon:EC2/Portscan"),
    );
    expect(report.attacked.found).toBe(1);
    expect(report.quiet.hostDays).toBe(48);
    // Twelve principals and a new hire; who shares a role is one, and people rest at weekends.
    expect(report.quiet.principalDays).toBeGreaterThan(5 * 16);
    expect(report.quiet.principalDays).toBeLessThanOrEqual(20 * 16);
  },
);

function finding(type: Finding["type"], severity: number): Finding {
  return { type, severity } as Finding;
}

test("anomalies are counted against days of principals, findings of instances against days of hosts", () => {
  const findings = [
    finding("Discovery:IAMUser/AnomalousBehavior", 2),
    finding("Recon:EC2/Portscan", 5),
    finding("UnauthorizedAccess:EC2/TorClient", 8),
    finding("PenTest:IAMUser/KaliLinux", 5),
  ];
  expect(quietOf({ principalDays: 200, hostDays: 100 }, findings)).toMatchObject({
    anomalousPer100: 0.5,
    hostsPer100: 2,
    high: 1,
  });
});

test.each([
  [true, {}],
  [false, { anomalousPer100: 1.1 }],
  [false, { hostsPer100: 1.1 }],
  [false, { high: 1 }],
])("%s: what must hold, with %o", (expected, override) => {
  const quiet = { principalDays: 1, hostDays: 1, anomalousPer100: 1, hostsPer100: 1, high: 0, told: {}, ...override };
  expect(holds({ attacked: { found: 1, missed: [], outside: {} }, quiet })).toBe(expected);
});
