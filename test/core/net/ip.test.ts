import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ipText, ipWords, parseIp, parseIpv4Bytes, parseIpv6Bytes } from "../../../src/core/net/ip.ts";
import { encodeUtf8 } from "../../../src/core/text.ts";

test.each([
  ["0.0.0.0", 0],
  ["192.0.2.1", 0xc0000201],
  ["255.255.255.255", 0xffffffff],
  ["::ffff:192.0.2.1", 0xc0000201],
  ["::FFFF:c000:201", 0xc0000201],
  ["2001:DB8::1", "2001:db8::1"],
  ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ["::", "::"],
  ["1::", "1::"],
  ["::1", "::1"],
  ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ["64:ff9b::192.0.2.33", "64:ff9b::c000:221"],
  ["2a02:cf40::", "2a02:cf40::"],
])("reads %s", (text, ip) => {
  expect(parseIp(text)).toBe(ip);
});

test.each([
  "",
  "-",
  "1.2.3",
  "1.2.3.4.5",
  "1.2.3.",
  ".1.2.3",
  "1..2.3",
  "256.1.1.1",
  "035.249.253.232",
  "1.2.3.00",
  "1.2.3.4 ",
  "1.2.3.4/32",
  ":",
  ":::",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1::2::3",
  "12345::",
  "g::",
  "1:",
  ":1",
  "fe80::1%eth0",
  "::1.2.3",
  "::01.2.3.4",
  "1:2:3:4:5:6:7:1.2.3.4",
  "1:2:3:4:5:6:7:8::",
  "１.2.3.4",
  "AWS Internal",
])("refuses %j", (text) => {
  expect(parseIp(text)).toBeNull();
});

test("text and address are the same for any IPv4 address", () => {
  fc.assert(fc.property(fc.ipV4(), (text) => ipText(parseIp(text) ?? "") === text));
});

test("an IPv6 address keeps its words through its text, which is canonical", () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const ip = parseIp(text);
      expect(ip).not.toBeNull();
      if (ip === null) return;
      expect(parseIp(ipText(ip))).toBe(ip);
      const given = encodeUtf8(text);
      const words = new Uint32Array(4);
      expect(parseIpv6Bytes(given, 0, given.length, words)).toBe(true);
      expect(ipWords(ip)).toEqual(words);
      // A second, independent reader: the URL parser of the platform.
      if (typeof ip === "string") expect(`[${ip}]`).toBe(new URL(`http://[${text}]/`).hostname);
    }),
  );
});

test("the bytes around a value are not looked at", () => {
  const bytes = encodeUtf8("910.0.0.19 2001:db8::12");
  expect(parseIpv4Bytes(bytes, 1, 9)).toBe(0x0a000001);
  const words = new Uint32Array(4);
  expect(parseIpv6Bytes(bytes, 11, bytes.length - 1, words)).toBe(true);
  expect([...words]).toEqual([0x20010db8, 0, 0, 1]);
});
