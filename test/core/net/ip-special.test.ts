import { expect, test } from "vitest";
import { parseIp } from "../../../src/core/net/ip.ts";
import { isPrivate, isPublic, specialUse } from "../../../src/core/net/ip-special.ts";

test.each([
  ["0.0.0.0", "this-network"],
  ["10.255.255.255", "private"],
  ["11.0.0.0", null],
  ["100.63.255.255", null],
  ["100.64.0.0", "shared"],
  ["100.127.255.255", "shared"],
  ["100.128.0.0", null],
  ["127.0.0.1", "loopback"],
  ["169.254.169.254", "link-local"],
  ["172.15.255.255", null],
  ["172.16.0.0", "private"],
  ["172.31.255.255", "private"],
  ["172.32.0.0", null],
  ["192.0.0.8", "protocol"],
  ["192.88.99.1", "transition"],
  ["192.168.255.1", "private"],
  ["198.19.255.255", "benchmarking"],
  ["198.51.100.7", "documentation"],
  ["224.0.0.1", "multicast"],
  ["240.0.0.1", "reserved"],
  ["255.255.255.255", "broadcast"],
  ["8.8.8.8", null],
  ["::", "this-network"],
  ["::1", "loopback"],
  ["::2", null],
  ["2001:db8::1", "documentation"],
  ["2001:4860:4860::8888", null],
  ["3fff:fff::1", "documentation"],
  ["fd00::1", "private"],
  ["fe80::1", "link-local"],
  ["febf::1", "link-local"],
  ["fec0::1", null],
  ["ff02::1", "multicast"],
  ["2600:1f18::1", null],
])("%s is %s", (text, use) => {
  const ip = parseIp(text);
  expect(ip).not.toBeNull();
  if (ip === null) return;
  expect(specialUse(ip)).toBe(use);
  expect(isPrivate(ip)).toBe(use === "private" || use === "shared");
  expect(isPublic(ip)).toBe(use === null || use === "documentation");
});

test("a private address stays private in its IPv4-mapped form", () => {
  expect(isPrivate(parseIp("::ffff:10.0.0.1") ?? "")).toBe(true);
});
