/** One entry's text: what it means, what of it is cut, and why it is refused. */

import { expect, test } from "vitest";
import type { DomainScope } from "../../../../src/core/net/domains.ts";
import { parseEntry } from "../../../../src/core/intel/lists/parse-entry.ts";
import { entryText, OPTIONS } from "./read-text.ts";

const registeredDomain = (name: string): string | null =>
  /(?:^|\.)co\.uk$/.test(name) && name.split(".").length === 2 ? null : name;

test.each([
  ["198.51.100.7", "198.51.100.7", null],
  ['"198.51.100.7"', "198.51.100.7", null],
  ["198.51.100.0/24", "198.51.100.0/24", null],
  ["198.51.100.9/24", "198.51.100.0/24", "host-bits"],
  ["198.51.100.7/32", "198.51.100.7", null],
  ["198.51.100.7-198.51.100.9", "198.51.100.7-198.51.100.9", null],
  ["198.51.100.7 - 198.51.100.7", "198.51.100.7", null],
  ["198.51.100.7:443", "198.51.100.7", "port"],
  ["http://198.51.100.7", "198.51.100.7", null],
  ["http://198.51.100.7/", "198.51.100.7", null],
  ["http://user@198.51.100.7:8080/bin/x", "198.51.100.7", "url-path"],
  ["::ffff:198.51.100.7", "198.51.100.7", null],
  ["::ffff:198.51.100.0/120", "198.51.100.0/24", null],
  ["2001:db8::7", "2001:db8::7", null],
  ["2001:DB8::/32", "2001:db8::/32", null],
  ["2001:db8::7/64", "2001:db8::/64", "host-bits"],
  ["[2001:db8::7]:443", "2001:db8::7", "port"],
  ["http://[2001:db8::7]/x", "2001:db8::7", "url-path"],
  ["2001:db8::1-2001:db8::3", "2001:db8::1-2001:db8::3", null],
  ["evil.example", "=evil.example", null],
  ["EVIL.Example.", "=evil.example", null],
  ["evil.example:8080", "=evil.example", "port"],
  ["bad.cafe/12", "=bad.cafe", "url-path"],
  ["evil.example/path?x", "=evil.example", "url-path"],
  ["hxxp-like.example", "=hxxp-like.example", null],
  ["10-20.cafe", "=10-20.cafe", null],
  ["*.evil.example", "*.evil.example", null],
  [".evil.example", ".evil.example", null],
  ["under_score.evil.example", "=under_score.evil.example", null],
  ["bücher.example", "=xn--bcher-kva.example", null],
  ["co.uk", "=co.uk", null],
  ["AKIAIOSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPLE", null],
  ["ASIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", null],
])("%s is taken as %s, cut: %s", (text, expected, cut) => {
  const parsed = parseEntry(text, { ...OPTIONS, registeredDomain });
  if (!parsed.ok) throw new Error(parsed.error);
  expect(entryText(parsed.value.entry, null)).toBe(expected);
  expect(parsed.value.cut).toBe(cut);
});

test.each([
  ["198.51.100.07", "leading-zero"],
  ["035.249.253.232", "leading-zero"],
  ["198.051.100.0/24", "leading-zero"],
  ["198.51.100.0/33", "bad-prefix"],
  ["198.51.100.0/255.255.255.0", "bad-prefix"],
  ["2001:db8::/129", "bad-prefix"],
  ["198.51.100.9-198.51.100.7", "bad-range"],
  ["2001:db8::3-2001:db8::1", "bad-range"],
  ["10.1.2.3", "not-public"],
  ["192.168.0.0/16", "not-public"],
  ["127.0.0.1", "not-public"],
  ["0.0.0.0", "not-public"],
  ["224.0.0.1", "not-public"],
  ["fe80::1", "not-public"],
  ["fd00::/8", "not-public"],
  ["::1", "not-public"],
  ["0.0.0.0/0", "too-wide"],
  ["96.0.0.0/6", "too-wide"],
  ["::/0", "too-wide"],
  ["2000::/3", "too-wide"],
  ["evil.*.example", "wildcard-not-leftmost"],
  ["*.*.example", "wildcard-not-leftmost"],
  ["*evil.example", "wildcard-not-leftmost"],
  ["localhost", "single-label"],
  ["*.example", "public-suffix"],
  ["*.co.uk", "public-suffix"],
  [".co.uk", "public-suffix"],
  ["1.2.3", "not-an-entry"],
  ["1.2.3.4.5", "not-an-entry"],
  ["256.1.1.1", "not-an-entry"],
  ["evil..example", "not-an-entry"],
  ["evil example.com", "not-an-entry"],
  ["domain autuo.example", "not-an-entry"],
  [`${"a".repeat(64)}.example`, "not-an-entry"],
  [`${"a.".repeat(126)}example`, "not-an-entry"],
  ["1:2:3", "not-an-entry"],
  ["", "not-an-entry"],
  ["-", "single-label"],
  ["/", "not-an-entry"],
  ["*", "wildcard-not-leftmost"],
])("%s is refused: %s", (text, reason) => {
  expect(parseEntry(text, { ...OPTIONS, registeredDomain })).toEqual({ ok: false, error: reason });
});

test("a trusted list may hold private addresses, but not half the Internet", () => {
  const rules = { ...OPTIONS, specialAllowed: true };
  expect(parseEntry("10.0.0.0/8", rules).ok).toBe(true);
  expect(parseEntry("fd00::/16", rules).ok).toBe(true);
  expect(parseEntry("0.0.0.0/1", rules)).toEqual({ ok: false, error: "too-wide" });
});

function shown(text: string, bareDomain: DomainScope, scope?: DomainScope): string | null {
  const parsed = parseEntry(text, { ...OPTIONS, bareDomain }, scope);
  return parsed.ok ? entryText(parsed.value.entry, null) : null;
}

test.each([
  ["a.example", "exact", undefined, "=a.example"],
  ["a.example", "tree", undefined, ".a.example"],
  ["a.example", "exact", "tree", ".a.example"],
  ["*.a.example", "exact", "tree", "*.a.example"],
] as const)("%s in a list of %s names, marked %s, means %s", (text, bareDomain, scope, expected) => {
  expect(shown(text, bareDomain, scope)).toBe(expected);
});

test.each([
  ["http://evil.example/x", "=evil.example"],
  ["http://evil.example/", ".evil.example"],
])("a URL with a path lists its host alone, even where bare domains mean trees: %s", (text, expected) => {
  expect(shown(text, "tree")).toBe(expected);
});
