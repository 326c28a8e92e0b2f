import { expect, test } from "vitest";
import {
  isInsideName,
  registeredDomainOf,
  underRegistry,
  underTenancy,
} from "../../../src/core/net/registered-domain.ts";

test.each([
  ["www.example.co.uk", "example.co.uk"],
  ["_dmarc.example.com", "example.com"],
  ["a_b.c.example.com", "example.com"],
  ["tenant.github.io", "tenant.github.io"],
  ["www.tenant.github.io", "tenant.github.io"],
  ["github.io", "github.io"],
  ["s3.amazonaws.com", "amazonaws.com"],
  ["co.uk", null],
  ["com", null],
  ["localhost", null],
  ["ip-10-0-0-1.ec2.internal", null],
  ["printer.local", null],
  ["router.home.arpa", null],
  // By the list's own rule for suffixes that it does not know.
  ["c2.evil.example", "evil.example"],
  ["xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"],
  ["", null],
])("%j was registered as %j", (name, expected) => {
  expect(registeredDomainOf(name)).toBe(expected);
});

test("a name inside a network has one label or a suffix for private use", () => {
  expect(["instance-data", "instance-data.ec2.internal", "nas.lan", "a.home.arpa"].every(isInsideName)).toBe(true);
  expect(["internal.example.com", "a.in-addr.arpa", "lan.example"].some(isInsideName)).toBe(false);
});

test("suffixes of registries, and of hosts that give names away", () => {
  expect([underRegistry("co.uk"), underRegistry("duckdns.org")]).toEqual([null, "duckdns.org"]);
  expect([underTenancy("co.uk"), underTenancy("duckdns.org"), underTenancy("a.duckdns.org")]).toEqual([
    null,
    null,
    "a.duckdns.org",
  ]);
});
