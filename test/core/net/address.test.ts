/** Address text: what is one, what is none, and that text and words agree. */

import { array, assert, integer, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { formatIpv4, formatIpv6, mappedIpv4, parseIpv4, parseIpv6 } from "../../../src/core/net/address.ts";
import { cidr4, cidr6, formatRange4, formatRange6 } from "../../../src/core/net/cidr.ts";

test.each([
  ["0.0.0.0", 0],
  ["192.0.2.1", 0xc0000201],
  ["255.255.255.255", 0xffffffff],
])("%s is an IPv4 address", (text, value) => {
  expect(parseIpv4(text)).toBe(value);
});

test.each([
  "192.0.2.01",
  "035.249.253.232",
  "256.1.1.1",
  "1.2.3",
  "1.2.3.4.5",
  "1.2.3.",
  " 1.2.3.4",
  "1.2.3.4 ",
  "",
  "١.2.3.4",
])("%j is no IPv4 address", (text) => {
  expect(parseIpv4(text)).toBeNull();
});

test.each([
  ["::", [0, 0, 0, 0], "::"],
  ["::1", [0, 0, 0, 1], "::1"],
  ["2001:0DB8::A", [0x20010db8, 0, 0, 10], "2001:db8::a"],
  ["2001:db8:0:1:1:1:1:1", [0x20010db8, 1, 0x00010001, 0x00010001], "2001:db8:0:1:1:1:1:1"],
  ["2001:db8:1:2:3:4:5::", [0x20010db8, 0x00010002, 0x00030004, 0x00050000], "2001:db8:1:2:3:4:5:0"],
  ["::ffff:192.0.2.1", [0, 0, 0xffff, 0xc0000201], "::ffff:c000:201"],
  ["2661:2001:0418:8006:0000:0000:0000:0009", [0x26612001, 0x04188006, 0, 9], "2661:2001:418:8006::9"],
])("%s is an IPv6 address", (text, words, canonical) => {
  const parsed = parseIpv6(text);
  expect(parsed).toEqual(words);
  expect(parsed && formatIpv6(parsed)).toBe(canonical);
});

test.each([
  "",
  ":",
  ":::",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "12345::",
  "::g",
  "fe80::1%eth0",
  "[::1]",
  "1.2.3.4",
  "::1.2.3",
  "1.2.3.4::",
  "1:2:3:4:5:6:7:1.2.3.4",
])("%j is no IPv6 address", (text) => {
  expect(parseIpv6(text)).toBeNull();
});

test("every address survives text and back", () => {
  const word = integer({ min: 0, max: 0xffffffff });
  assert(
    property(word, tuple(word, word, word, word), array(integer({ min: 0, max: 3 })), (v4, v6, zeros) => {
      expect(parseIpv4(formatIpv4(v4))).toBe(v4);
      for (const at of zeros) v6[at] = 0;
      expect(parseIpv6(formatIpv6(v6))).toEqual(v6);
    }),
    { seed: 7, numRuns: 500 },
  );
});

test("a mapped address gives its IPv4 part, others none", () => {
  expect(mappedIpv4([0, 0, 0xffff, 0xc0000201])).toBe(0xc0000201);
  expect(mappedIpv4([0, 0, 0, 0xc0000201])).toBeNull();
});

test.each([
  [cidr4(0xc0000201, 24), "192.0.2.0/24"],
  [cidr4(0xc0000201, 32), "192.0.2.1"],
  [cidr4(0xffffffff, 0), "0.0.0.0/0"],
  [{ first: 0xc0000203, last: 0xc0000209 }, "192.0.2.3-192.0.2.9"],
])("IPv4 range %j is written %s", (range, text) => {
  expect(formatRange4(range)).toBe(text);
});

test.each([
  [cidr6([0x20010db8, 5, 6, 7], 32), "2001:db8::/32"],
  [cidr6([0x20010db8, 0xffffffff, 0, 0], 45), "2001:db8:fff8::/45"],
  [cidr6([0, 0, 0, 1], 128), "::1"],
  [{ first: [0, 0, 0, 1] as const, last: [0, 0, 0, 3] as const }, "::1-::3"],
])("IPv6 range %j is written %s", (range, text) => {
  expect(formatRange6(range)).toBe(text);
});
