import { expect, test } from "vitest";
import { compare, countsOf, type Told } from "../../../../dev/generate/check/compare.ts";
import type { Label } from "../../../../dev/generate/stage.ts";

const ACCOUNT = "111122223333";
const FROM = Date.UTC(2026, 10, 9, 10);
const MINUTE = 60_000;

function label(override: Partial<Label> = {}): Label {
  return {
    type: "Recon:EC2/Portscan",
    accountId: ACCOUNT,
    region: "eu-west-1",
    resource: "i-0123456789abcdef0",
    from: new Date(FROM).toISOString(),
    to: new Date(FROM + 5 * MINUTE).toISOString(),
    ...override,
  };
}

function told(override: Partial<Told> = {}): Told {
  const [firstMs, lastMs] = [FROM, FROM + MINUTE];
  return { type: "Recon:EC2/Portscan", severity: 5, accountId: ACCOUNT, firstMs, lastMs, ...override };
}

test("an attack is found by a finding of its type, in its account and time", () => {
  expect(compare([label()], [told()])).toEqual({ found: 1, missed: [], outside: {} });
});

test.each<[string, Partial<Told>]>([
  ["another type", { type: "Impact:EC2/PortSweep" }],
  ["another account", { accountId: "444455556666" }],
  ["before", { firstMs: FROM - 30 * MINUTE, lastMs: FROM - 11 * MINUTE }],
  ["after", { firstMs: FROM + 16 * MINUTE, lastMs: FROM + 20 * MINUTE }],
])("it is missed where the finding is of %s", (_what, override) => {
  expect(compare([label()], [told(override)]).missed).toEqual([label()]);
});

test("what no attack on the account explains is outside, by severity and type", () => {
  const hours = 60 * MINUTE;
  const findings = [
    told(),
    told({ type: "Behavior:EC2/NetworkPortUnusual" }),
    told({ firstMs: FROM - 30 * hours, lastMs: FROM }),
    told({ severity: 8, accountId: "444455556666" }),
    told({ firstMs: FROM + 3 * hours, lastMs: FROM + 3 * hours }),
  ];
  expect(compare([label()], findings)).toEqual({
    found: 1,
    missed: [],
    outside: { "Medium Recon:EC2/Portscan": 2, "High Recon:EC2/Portscan": 1 },
  });
});

test("a finding that goes on through two attacks is explained by both", () => {
  const later = label({
    from: new Date(FROM + 50 * 3_600_000).toISOString(),
    to: new Date(FROM + 51 * 3_600_000).toISOString(),
  });
  expect(compare([label(), later], [told({ lastMs: FROM + 50 * 3_600_000 })]).outside).toEqual({});
});

test("counts come most first", () => {
  expect(Object.keys(countsOf([told({ severity: 2 }), told(), told()]))).toEqual([
    "Medium Recon:EC2/Portscan",
    "Low Recon:EC2/Portscan",
  ]);
});
