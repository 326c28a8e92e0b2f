/** Threat tables as a whole: matches with their labels and entries, and the binary form. */

import { expect, test } from "vitest";
import type { Category } from "../../../src/core/intel/categories.ts";
import { readList } from "../../../src/core/intel/lists/read-list.ts";
import {
  hasCategory,
  type ListMatch,
  matchAccessKey,
  matchAddress,
  matchDomain,
  type ThreatTables,
  ThreatTablesBuilder,
} from "../../../src/core/intel/tables.ts";
import { decodeTables, encodeTables } from "../../../src/core/intel/tables-codec.ts";

const KEY = [7, 11] as const;

function tablesOf(lists: readonly (readonly [name: string, category: Category, text: string])[]): ThreatTables {
  const builder = new ThreatTablesBuilder(KEY);
  for (const [list, category, text] of lists) {
    const options = { bareDomain: "tree", specialAllowed: category === "trusted" } as const;
    const reader = readList(options, (entry, family) => builder.add(entry, { list, category, family }));
    reader.push(new TextEncoder().encode(text));
    expect(reader.end().ok).toBe(true);
  }
  return builder.build();
}

const tables = tablesOf([
  [
    "feed",
    "malicious",
    "198.51.100.0/24\tmalware\temotet\n198.51.100.7\tmalware\tqakbot\nevil.example\tmalware\temotet\n2001:db8::/32\n",
  ],
  ["tor", "tor-exit", "198.51.100.7\n2001:db8::7\n"],
  ["own", "custom-threat", "*.evil.example\n203.0.113.5-203.0.113.9\n"],
  ["keys", "leaked-credential", "AKIAIOSFODNN7EXAMPLE\n"],
]);

function shown(matches: readonly ListMatch[]): string[] {
  return matches.map(({ list, category, family, entry }) => `${list} ${category} ${family ?? "-"} ${entry}`);
}

test.each([
  ["198.51.100.1", ["feed malicious emotet 198.51.100.0/24"]],
  [
    "198.51.100.7",
    ["feed malicious emotet 198.51.100.0/24", "feed malicious qakbot 198.51.100.7", "tor tor-exit - 198.51.100.7"],
  ],
  ["::ffff:198.51.100.1", ["feed malicious emotet 198.51.100.0/24"]],
  ["203.0.113.6", ["own custom-threat - 203.0.113.5-203.0.113.9"]],
  ["2001:db8::7", ["feed malicious - 2001:db8::/32", "tor tor-exit - 2001:db8::7"]],
  ["192.0.2.1", []],
  ["2001:db9::1", []],
  ["035.249.253.232", []],
  ["AWS Internal", []],
  ["", []],
])("address %s matches %j", (ip, expected) => {
  expect(shown(matchAddress(tables, ip))).toEqual(expected);
});

test.each([
  ["evil.example", ["feed malicious emotet evil.example"]],
  ["WWW.evil.example.", ["feed malicious emotet evil.example", "own custom-threat - *.evil.example"]],
  ["good.example", []],
])("name %s matches %j", (name, expected) => {
  expect(shown(matchDomain(tables, name))).toEqual(expected);
});

test("an access key id matches itself alone", () => {
  expect(shown(matchAccessKey(tables, "AKIAIOSFODNN7EXAMPLE"))).toEqual([
    "keys leaked-credential - AKIAIOSFODNN7EXAMPLE",
  ]);
  expect(matchAccessKey(tables, "AKIAIOSFODNN7EXAMPLF")).toEqual([]);
});

test("a category is there only if a list of it is", () => {
  expect([hasCategory(tables, "tor-exit"), hasCategory(tables, "phishing")]).toEqual([true, false]);
});

test("tables read back from their bytes and answer the same", () => {
  const back = decodeTables(encodeTables(tables), KEY);
  if (!back.ok) throw new Error(back.error);
  for (const ip of ["198.51.100.7", "203.0.113.6", "2001:db8::7"]) {
    expect(matchAddress(back.value, ip)).toEqual(matchAddress(tables, ip));
  }
  expect(matchDomain(back.value, "a.evil.example")).toEqual(matchDomain(tables, "a.evil.example"));
  expect(matchAccessKey(back.value, "AKIAIOSFODNN7EXAMPLE").length).toBe(1);
});

test("tables of version 1, which had no ranks, are read", () => {
  const bytes = encodeTables(tables);
  const [magic = 0, , ...lengths] = new Uint32Array(bytes.buffer, 0, 8);
  const ranksAt = bytes.length - (lengths[5] ?? 0);
  const old = new Uint8Array(28 + ranksAt - 32);
  new Uint32Array(old.buffer, 0, 7).set([magic, 1, ...lengths.slice(0, 5)]);
  old.set(bytes.subarray(32, ranksAt), 28);
  const back = decodeTables(old, KEY);
  if (!back.ok) throw new Error(back.error);
  expect(matchAddress(back.value, "198.51.100.7")).toEqual(matchAddress(tables, "198.51.100.7"));
  expect(back.value.ranks.words).toHaveLength(0);
});

test("list names of any script survive", () => {
  const named = tablesOf([["Список 🛡", "malicious", "198.51.100.1\n"]]);
  const back = decodeTables(encodeTables(named), KEY);
  expect(back.ok && back.value.labels).toEqual([{ list: "Список 🛡", category: "malicious", family: null }]);
});

test("no tables at all answer that nothing matches", () => {
  const back = decodeTables(encodeTables(tablesOf([])), KEY);
  expect(back.ok && matchAddress(back.value, "198.51.100.1")).toEqual([]);
  expect(back.ok && matchDomain(back.value, "evil.example")).toEqual([]);
});

test("bytes of another kind, another key or another length are refused", () => {
  const bytes = encodeTables(tables);
  expect(decodeTables(new Uint8Array(4), KEY)).toEqual({ ok: false, error: "tables are cut short" });
  expect(decodeTables(new Uint8Array(64), KEY)).toEqual({ ok: false, error: "not threat tables" });
  expect(decodeTables(bytes.subarray(0, bytes.length - 4), KEY)).toEqual({ ok: false, error: "tables are cut short" });
  expect(decodeTables(bytes, [1, 2])).toEqual({ ok: false, error: "table was built under another key" });
});

test("cut anywhere or with any byte changed, bytes are refused or answer, and never throw", () => {
  const bytes = encodeTables(tables);
  for (let at = 0; at < bytes.length; at++) {
    expect(decodeTables(bytes.subarray(0, at), KEY).ok).toBe(false);
    const damaged = bytes.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 0xff;
    const back = decodeTables(damaged, KEY);
    if (back.ok) expect(matchAddress(back.value, "198.51.100.7")).toBeInstanceOf(Array);
  }
});
