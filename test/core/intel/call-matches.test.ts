/** What lists say of a call's address and key, and that trusted lists silence it, counted. */

import { expect, test } from "vitest";
import {
  type Caller,
  callMatches,
  customThreatCaller,
  leakedCredential,
  maliciousCaller,
  torCaller,
} from "../../../src/core/intel/call-matches.ts";
import { CATEGORIES, type Category } from "../../../src/core/intel/categories.ts";
import { type ThreatTables, ThreatTablesBuilder } from "../../../src/core/intel/tables.ts";
import { countSilenced, type SilencedCounts } from "../../../src/core/intel/trusted.ts";
import { parseIpv4 } from "../../../src/core/net/address.ts";

/** 198.51.100.n is in the list of the n-th category; 198.51.100.200 in every threat list and in a trusted one. */
function tablesOfAll(): ThreatTables {
  const builder = new ThreatTablesBuilder([1, 2]);
  const base = parseIpv4("198.51.100.0") ?? 0;
  const add = (host: number, category: Category): void => {
    builder.add(
      { kind: "ipv4", first: base + host, last: base + host },
      { list: `list ${category}`, category, family: null },
    );
  };
  for (const [nth, category] of CATEGORIES.entries()) {
    add(nth, category);
    add(200, category);
  }
  builder.add(
    { kind: "access-key", id: "AKIAIOSFODNN7EXAMPLE" },
    { list: "keys", category: "leaked-credential", family: null },
  );
  return builder.build();
}

const tables = tablesOfAll();

function caller(sourceIp: string | null, accessKeyId: string | null = null): Caller {
  return { sourceIp, identity: { accessKeyId } };
}

test("each category's addresses are callers of the right kind", () => {
  const kinds = Object.fromEntries(
    CATEGORIES.map((category, nth) => {
      const judged = callMatches(caller(`198.51.100.${nth}`), tables);
      const found = { malicious: maliciousCaller, custom: customThreatCaller, tor: torCaller };
      return [category, Object.entries(found).flatMap(([kind, of]) => (of(judged).length > 0 ? [kind] : []))];
    }).filter(([, kinds]) => kinds?.length),
  );
  expect(kinds).toEqual({
    "custom-threat": ["custom"],
    "command-and-control": ["malicious"],
    cryptocurrency: ["malicious"],
    "tor-exit": ["tor"],
    scanner: ["malicious"],
    "drop-point": ["malicious"],
    phishing: ["malicious"],
    "drive-by": ["malicious"],
    malicious: ["malicious"],
  });
});

test("a leaked key is told wherever the call comes from", () => {
  for (const ip of ["192.0.2.1", "2001:db8::1", null]) {
    const found = leakedCredential(callMatches(caller(ip, "AKIAIOSFODNN7EXAMPLE"), tables));
    expect(found).toEqual([
      { list: "keys", category: "leaked-credential", family: null, entry: "AKIAIOSFODNN7EXAMPLE" },
    ]);
  }
});

test("a caller without address and key, or in no list, matches nothing", () => {
  for (const each of [caller(null), caller("192.0.2.1", "AKIAI44QH8DHBEXAMPLE"), caller("not an address")]) {
    expect(callMatches(each, tables)).toEqual({ matches: [], trustedBy: [], silenced: [] });
  }
});

test("trusted wins over every list, the leaked key's too, and what it silenced is told", () => {
  const judged = callMatches(caller("198.51.100.200", "AKIAIOSFODNN7EXAMPLE"), tables);
  expect(judged.matches).toEqual([]);
  expect(judged.trustedBy.map(({ list }) => list)).toEqual(["list trusted"]);
  expect(judged.silenced.length).toBe(CATEGORIES.length);
  for (const of of [maliciousCaller, customThreatCaller, torCaller, leakedCredential]) expect(of(judged)).toEqual([]);
});

test("what trusted lists silence adds up by list and category", () => {
  const judged = callMatches(caller("198.51.100.200", "AKIAIOSFODNN7EXAMPLE"), tables);
  let counts: SilencedCounts = {};
  counts = countSilenced(counts, judged);
  counts = countSilenced(counts, callMatches(caller("198.51.100.3"), tables));
  counts = countSilenced(counts, judged);
  expect(counts["list trusted"]).toMatchObject({ "tor-exit": 2, "custom-threat": 2, "leaked-credential": 4 });
  expect(Object.keys(counts)).toEqual(["list trusted"]);
});

test("a trusted list named like a prototype is counted as any other", () => {
  const match = { list: "__proto__", category: "trusted", family: null, entry: "x" } as const;
  const silenced = [{ ...match, list: "a", category: "malicious" }] as const;
  const once = countSilenced({}, { matches: [], trustedBy: [match], silenced });
  const twice = countSilenced(once, { matches: [], trustedBy: [match], silenced });
  expect(Object.entries(twice)).toEqual([["__proto__", { malicious: 2 }]]);
});
