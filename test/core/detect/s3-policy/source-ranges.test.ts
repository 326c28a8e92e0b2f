import { expect, test } from "vitest";
import { coverInternet } from "../../../../src/core/detect/s3-policy/source-ranges.ts";

const EVERY_8 = Array.from({ length: 256 }, (_, octet) => `${octet}.0.0.0/8`);

test.each<[claim: string, ranges: readonly string[], expected: boolean]>([
  ["everything", ["0.0.0.0/0"], true],
  ["a /7", ["12.0.0.0/7"], true],
  ["a /8", ["12.0.0.0/8"], false],
  ["an address", ["203.0.113.7"], false],
  ["private ranges", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"], false],
  ["everything in slices", EVERY_8, true],
  ["a sixteenth in slices", EVERY_8.slice(0, 16), false],
  ["all of IPv6", ["::/0"], true],
  ["an IPv6 /31", ["2001:db8::/31"], true],
  ["an IPv6 /32", ["2001:db8::/32"], false],
  ["an IPv6 address", ["2001:db8::1"], false],
  ["a narrow and a wide one", ["203.0.113.0/24", "::/1"], true],
  ["a text that is no range", ["everywhere"], true],
  ["a length that is none", ["10.0.0.0/x"], true],
  ["none", [], false],
])("%s: %j", (_claim, ranges, expected) => expect(coverInternet(ranges)).toBe(expected));
