import { expect, test } from "vitest";
import { factsByVerb } from "../../../src/core/api-map/by-verb.ts";

test("taking from a service that guards is evasion, from another impact", () => {
  expect(factsByVerb("macie2", "DisableSomething").tactic).toBe("DefenseEvasion");
  expect(factsByVerb("polly", "DisableSomething").tactic).toBe("Impact");
});

test("no name that nobody judged reaches the highest tier", () => {
  for (const verb of ["Create", "Delete", "Put", "Attach", "Grant", "Export", "Disable", "Get"]) {
    for (const service of ["iam", "guardduty", "rds", "polly"]) {
      expect(factsByVerb(service, `${verb}SomethingPolicy`).tier).toBeLessThan(3);
    }
  }
});

test("hardening is not exfiltration", () => {
  expect(factsByVerb("ec2", "EnableSnapshotBlockPublicAccess").tactic).not.toBe("Exfiltration");
});
