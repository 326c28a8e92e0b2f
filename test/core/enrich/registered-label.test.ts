import { expect, test } from "vitest";
import { registeredLabel } from "../../../src/core/enrich/registered-label.ts";

test.each([
  ["example.com", "example"],
  ["example.com.", "example"],
  ["a.b.example.com", "example"],
  ["www.example.co.uk", "example"],
  ["example.com.br", "example"],
  ["co.uk", "co"],
  ["abc.de", "abc"],
  ["x.abc.de", "abc"],
  ["d111111abcdef8.cloudfront.net", "cloudfront"],
  ["user.github.io", "github"],
  ["qzkxjv.ddns.net", "qzkxjv"],
  ["a.qzkxjv.ddns.net", "qzkxjv"],
  ["ddns.net", "ddns"],
  ["localhost", ""],
  [".", ""],
  ["", ""],
  ["..", ""],
  [".com", ""],
  ["a..com", ""],
])("%s: %s", (name, label) => {
  const place = registeredLabel(name);
  expect(name.slice(place >>> 8, place & 255)).toBe(label);
});

test("a name longer than DNS allows has none", () => {
  expect(registeredLabel(`${"a".repeat(300)}.com`)).toBe(0);
});
