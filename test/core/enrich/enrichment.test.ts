/** What tables and lists say of addresses, names and callers; trusted entries win and are counted. */

import { expect, test } from "vitest";
import { enrichmentOf, NO_TABLES } from "../../../src/core/enrich/enrichment.ts";
import { UNKNOWN_ADDRESS } from "../../../src/core/enrich/facts.ts";
import type { Category } from "../../../src/core/intel/categories.ts";
import { listRules } from "../../../src/core/intel/list-rules.ts";
import { parseEntry } from "../../../src/core/intel/lists/parse-entry.ts";
import { type ThreatTables, ThreatTablesBuilder } from "../../../src/core/intel/tables.ts";
import { ADDRESS_ANSWERS_MAX } from "../../../src/core/limits.ts";
import { type Ip, parseIp } from "../../../src/core/net/ip.ts";

function tablesOf(lists: Partial<Record<Category, readonly string[]>>): ThreatTables {
  const builder = new ThreatTablesBuilder([1, 2]);
  for (const [name, entries] of Object.entries(lists)) {
    const category = name as Category;
    for (const text of entries) {
      const parsed = parseEntry(text, listRules(category));
      if (!parsed.ok) throw new Error(`${text}: ${parsed.error}`);
      builder.add(parsed.value.entry, { list: `${category}.txt`, category, family: null });
    }
  }
  return builder.build();
}

function ip(text: string): Ip {
  const parsed = parseIp(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

const threats = tablesOf({
  malicious: ["198.51.100.0/24", "2001:db8::/48", "evil.example"],
  "custom-threat": ["own.example", "*.below.example"],
  "leaked-credential": ["AKIAIOSFODNN7EXAMPLE", "AKIAI44QH8DHBEXAMPLE"],
  trusted: ["198.51.100.200", "10.0.0.0/8", "good.evil.example"],
});

test("an address has its matches, in either family, and is null where nothing is known", () => {
  const { address } = enrichmentOf({ ...NO_TABLES, threats: [threats] });
  const match = { list: "malicious.txt", category: "malicious", family: null };
  expect(address(ip("198.51.100.7"))?.matches).toEqual([{ ...match, entry: "198.51.100.0/24" }]);
  expect(address(ip("2001:db8::7"))?.matches).toEqual([{ ...match, entry: "2001:db8::/48" }]);
  expect(address(ip("203.0.113.7"))).toBeNull();
  expect(address(ip("198.51.100.7"))).toBe(address(ip("198.51.100.7")));
});

test("place, cloud range and rank come from the tables that are loaded", () => {
  const place = { ...UNKNOWN_ADDRESS, asn: 64_500, asnOrg: "Example", country: "NL" };
  const cloud = { provider: "aws", service: "EC2", region: "eu-west-1" };
  const { address, name, caller } = enrichmentOf({
    threats: [],
    places: (asked) =>
      asked === ip("192.0.2.1") ? place : asked === ip("192.0.2.2") ? { ...UNKNOWN_ADDRESS, cloud } : null,
    ranking: { rankOf: (domain) => (domain === "example.com" ? 7 : null), reachesMillion: true },
  });
  expect(address(ip("192.0.2.1"))).toEqual(place);
  expect(address(ip("192.0.2.2"))).toMatchObject({ asn: null, country: null, cloud });
  expect(address(ip("192.0.2.3"))).toBeNull();
  expect(caller("192.0.2.1", "AKIAIOSFODNN7EXAMPLE")).toMatchObject({ ...place, keyMatches: [] });
  expect(name("www.example.com")).toMatchObject({ registeredDomain: "example.com", rank: 7 });
  expect(name("www.example.org")).toMatchObject({ rank: null, ranked: true });
});

test("a name has its registered domain without any table; one label has none", () => {
  const { name, address, caller } = enrichmentOf(NO_TABLES);
  expect(name("www.example.com")).toEqual({
    registeredDomain: "example.com",
    matches: [],
    trustedBy: [],
    rank: null,
    ranked: false,
  });
  expect(name("localhost")).toBeNull();
  expect([address(ip("198.51.100.7")), caller("198.51.100.7", null)]).toEqual([null, null]);
});

test("published lists mean what lies below as well, the user's own the name alone", () => {
  const { name } = enrichmentOf({ ...NO_TABLES, threats: [threats] });
  const listed = (asked: string): readonly string[] => (name(asked)?.matches ?? []).map(({ entry }) => entry);
  expect(listed("evil.example")).toEqual(["evil.example"]);
  expect(listed("a.b.evil.example")).toEqual(["evil.example"]);
  expect(listed("notevil.example")).toEqual([]);
  expect(listed("own.example")).toEqual(["own.example"]);
  expect(listed("a.own.example")).toEqual([]);
  expect(listed("a.below.example")).toEqual(["*.below.example"]);
  expect(listed("below.example")).toEqual([]);
});

test("a caller has the matches of its address and of its key apart", () => {
  const { caller } = enrichmentOf({ ...NO_TABLES, threats: [threats] });
  const both = caller("198.51.100.7", "AKIAIOSFODNN7EXAMPLE");
  expect(both?.matches.map(({ category }) => category)).toEqual(["malicious"]);
  expect(both?.keyMatches.map(({ category }) => category)).toEqual(["leaked-credential"]);
  expect(caller(null, "AKIAIOSFODNN7EXAMPLE")?.keyMatches).toHaveLength(1);
  expect(caller("203.0.113.7", "AKIA0000000000EXAMPL")).toBeNull();
  expect(caller("not an address", null)).toBeNull();
  expect(caller(null, null)).toBeNull();
  expect(caller("198.51.100.7", null)).toBe(caller("198.51.100.7", null));
});

test("trusted wins: no match, who trusts is told, and each asking counts what was silenced", () => {
  const { address, caller, name, silenced } = enrichmentOf({ ...NO_TABLES, threats: [threats] });
  expect(silenced()).toEqual({});
  expect(address(ip("198.51.100.200"))).toMatchObject({ matches: [], trustedBy: [{ entry: "198.51.100.200" }] });
  expect(address(ip("198.51.100.200"))).not.toBeNull();
  expect(caller("198.51.100.200", "AKIAIOSFODNN7EXAMPLE")).toMatchObject({ matches: [], keyMatches: [] });
  expect(name("good.evil.example")).toMatchObject({ matches: [], trustedBy: [{ category: "trusted" }] });
  expect(name("bad.evil.example")?.matches).toHaveLength(1);
  expect(address(ip("10.1.2.3"))?.trustedBy).toHaveLength(1);
  expect(silenced()).toEqual({ "trusted.txt": { malicious: 4, "leaked-credential": 1 } });
});

test("addresses of one place share their facts, and a listed one has its own", () => {
  const places = [64_500, 64_501].map((asn) => ({ ...UNKNOWN_ADDRESS, asn, country: "NL" }));
  const { address } = enrichmentOf({
    ...NO_TABLES,
    threats: [threats],
    places: (asked) => places[Number(asked) & 1] ?? null,
  });
  expect(address(ip("192.0.2.2"))).toBe(places[0]);
  expect(address(ip("192.0.2.4"))).toBe(places[0]);
  expect(address(ip("192.0.2.3"))).toBe(places[1]);
  const listed = address(ip("198.51.100.8"));
  expect(listed).toEqual({ ...places[0], matches: [expect.objectContaining({ category: "malicious" })] });
});

test("many more addresses than are remembered each have their own answer, whatever was asked between", () => {
  const { address } = enrichmentOf({
    ...NO_TABLES,
    places: (asked) => ({ ...UNKNOWN_ADDRESS, asn: Number(asked) % 60_000 }),
  });
  let state = 7;
  const asked = Array.from({ length: 3 * ADDRESS_ANSWERS_MAX }, (_, at) => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return at % 3 === 0 ? at * ADDRESS_ANSWERS_MAX : state >>> 0;
  });
  for (const one of [...asked, ...asked.toReversed()]) {
    if (address(one)?.asn !== one % 60_000) throw new Error(`${one}: ${address(one)?.asn}`);
  }
});
