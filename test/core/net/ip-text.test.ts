import { isIP } from "node:net";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isIpText, isIpv6Text } from "../../../src/core/net/ip-text.ts";

test.each([
  "0.0.0.0",
  "255.255.255.255",
  "198.51.100.7",
  "::",
  "::1",
  "2001:db8::",
  "1:2:3:4:5:6:7:8",
  "1:2:3:4:5:6:7::",
  "::ffff:198.51.100.7",
  "64:ff9b::198.51.100.7",
  "1:2:3:4:5:6:198.51.100.7",
  "FE80::ABCD",
])("%s is an address", (text) => {
  expect(isIpText(text)).toBe(true);
  expect(isIpv6Text(text)).toBe(text.includes(":"));
});

test.each([
  "",
  "035.1.1.1",
  "1.2.3",
  "1.2.3.4.5",
  "256.1.1.1",
  "1.2.3.4 ",
  "1.2.3.4\n",
  "0x7f.1.1.1",
  "1..2.3",
  ":",
  ":::",
  "1::2::3",
  ":1::2",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7:8::",
  "1.2.3.4::",
  "::1.2.3.4:5",
  "12345::",
  "g::",
  "fe80::1%eth0",
  "::1.2.3.400",
  "::035.1.1.1",
  "AWS Internal",
  "ec2.amazonaws.com",
  "1".repeat(100_000),
  ":".repeat(100_000),
])("%.40s is none", (text) => {
  expect(isIpText(text)).toBe(false);
  expect(isIpv6Text(text)).toBe(false);
});

test("agrees with Node on generated text near to addresses", () => {
  const part = fc.constantFrom("0", "1", "255", "256", "01", "ffff", "fffff", ":", "::", ".", "1.2.3.4", "a", "");
  const text = fc.oneof(
    fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.array(part, { maxLength: 9 }).map((parts) => parts.join(":")),
    fc.array(fc.nat(260), { minLength: 3, maxLength: 5 }).map((parts) => parts.join(".")),
    fc.ipV4(),
    fc.ipV6(),
  );
  const kinds = { 0: 0, 4: 0, 6: 0 };
  const property = fc.property(text, (candidate) => {
    const kind = isIP(candidate) as 0 | 4 | 6;
    kinds[kind]++;
    expect(isIpText(candidate)).toBe(kind !== 0);
    expect(isIpv6Text(candidate)).toBe(kind === 6);
  });
  fc.assert(property, { seed: 3, numRuns: 5_000 });
  for (const hits of Object.values(kinds)) expect(hits).toBeGreaterThan(300);
});
