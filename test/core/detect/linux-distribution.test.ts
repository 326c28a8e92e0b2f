import { expect, test } from "vitest";
import { runsOn } from "../../../src/core/detect/linux-distribution.ts";

test.each<[userAgent: string, expected: boolean]>([
  ["aws-cli/2.15 md/distrib#kali.2025", true],
  ["aws-cli/2.15 md/distrib/kali.2025", true],
  ["Linux/6.1.0-KALI5-amd64", true],
  ["\tos/linux#6.16.8+kali-amd64\n", true],
  ["app/kali lib/kali#1 kali (kali)", false],
  ["Linux/6.1.0-kaliber", false],
  ["Linux/6.1.0-alkali", false],
  ["md/kali#1", false],
  ["", false],
  [`${"x".repeat(1_100)} Linux/6.1.0-kali5-amd64`, false],
])("%j runs on Kali: %s", (userAgent, expected) => expect(runsOn(userAgent, "kali")).toBe(expected));
