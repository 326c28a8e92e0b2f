import { expect, test } from "vitest";
import { underRegistry } from "../../../src/core/net/registered-domain.ts";
import { registeredLabel } from "../../../src/core/net/registered-label.ts";

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

test.each([
  "example.com",
  "a.example.co.uk",
  "www.example.com.br",
  "x.y.example.org",
  "example.co.jp",
  "user.github.io",
])("%s: the first label of what the Public Suffix List has under a registry", (name) => {
  const place = registeredLabel(name);
  expect(name.slice(place >>> 8, place & 255)).toBe(underRegistry(name)?.split(".")[0]);
});
