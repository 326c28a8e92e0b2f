/** Domain tables against a scan over names, scopes, keys and the binary form. */

import { expect, test } from "vitest";
import {
  decodeDomains,
  type DomainHit,
  type DomainScope,
  type DomainTable,
  DomainTableBuilder,
  encodeDomains,
  findDomain,
  findExact,
} from "../../../src/core/net/domains.ts";
import { pick, seeded } from "./seeded.ts";

const KEY = [0x01234567, 0x89abcdef] as const;

type Entry = readonly [name: string, scope: DomainScope, list: number];

function tableOf(entries: readonly Entry[]): DomainTable {
  const builder = new DomainTableBuilder(KEY);
  for (const [name, scope, list] of entries) builder.add(name, scope, list);
  return builder.build();
}

function shown(hits: readonly DomainHit[]): string[] {
  return hits.map(({ list, domain, scope }) => `${list} ${scope} ${domain}`);
}

const table = tableOf([
  ["evil.example", "tree", 1],
  ["only.example", "exact", 2],
  ["under.example", "below", 3],
  ["www.evil.example", "exact", 4],
  ["Mixed.Example", "tree", 5],
  ["both.example", "exact", 6],
  ["both.example", "below", 6],
  ["both.example", "exact", 7],
]);

test.each([
  ["evil.example", ["1 tree evil.example"]],
  ["a.b.evil.example", ["1 tree evil.example"]],
  ["www.evil.example", ["1 tree evil.example", "4 exact www.evil.example"]],
  ["only.example", ["2 exact only.example"]],
  ["www.only.example", []],
  ["under.example", []],
  ["x.under.example", ["3 below under.example"]],
  ["EVIL.Example.", ["1 tree evil.example"]],
  ["mixed.example", ["5 tree mixed.example"]],
  ["both.example", ["6 tree both.example", "7 exact both.example"]],
  ["x.both.example", ["6 tree both.example"]],
  ["notevil.example", []],
  ["example", []],
  ["evil.example.com", []],
  ["", []],
  [".", []],
  ["..", []],
  ["еvil.example", []],
  [`${"a.".repeat(200)}evil.example`, []],
  [`${"a.".repeat(120)}evil.example`, ["1 tree evil.example"]],
])("%s is held by %j", (name, expected) => {
  expect(shown(findDomain(table, name))).toEqual(expected);
});

test("50,000 random names of crowded labels answer as a scan over the entries does", () => {
  const random = seeded(31);
  const labels = ["a", "b", "c", "aa", "ab", "example", "net", "a-b", "0"];
  const randomName = (): string =>
    Array.from({ length: 1 + pick(random, 5) }, () => labels[pick(random, labels.length)] ?? "a").join(".");
  const scopes = ["exact", "below", "tree"] as const;
  const entries = Array.from({ length: 600 }, (): Entry => {
    const name = `${randomName()}.${labels[pick(random, labels.length)] ?? "a"}`;
    return [name, scopes[pick(random, 3)] ?? "exact", pick(random, 5)];
  });
  const crowded = tableOf(entries);
  for (let nth = 0; nth < 50_000; nth++) {
    const name = randomName();
    const expected = new Set<string>();
    for (const [entry, scope, list] of entries) {
      const itself = entry === name && scope !== "below";
      const parent = name.endsWith(`.${entry}`) && scope !== "exact";
      if (itself || parent) expected.add(`${list} ${entry}`);
    }
    const got = findDomain(crowded, name).map(({ list, domain }) => `${list} ${domain}`);
    if ([...got].sort().join() !== [...expected].sort().join()) {
      expect({ name, got: [...got].sort() }).toEqual({ name, got: [...expected].sort() });
    }
  }
});

test("names that differ in one character, length or dot get different hashes", () => {
  const names = new Set<string>();
  for (let length = 1; length < 40; length++) {
    const base = "a".repeat(length);
    for (let at = 0; at <= length; at++)
      names
        .add(`${base.slice(0, at)}.${base.slice(at)}b.example`)
        .add(`${base.slice(0, at)}b${base.slice(at)}.example`);
  }
  const all = [...names];
  const built = tableOf(all.map((name, list) => [name, "exact", list]));
  expect(built.hashes.count).toBe(all.length);
  for (const [list, name] of all.entries()) expect(findExact(built, name)).toEqual([list]);
});

test("a table reads back under its key and is refused under another", () => {
  const bytes = encodeDomains(table);
  const back = decodeDomains(bytes, KEY);
  if (!back.ok) throw new Error(back.error);
  expect(shown(findDomain(back.value, "www.evil.example"))).toEqual([
    "1 tree evil.example",
    "4 exact www.evil.example",
  ]);
  expect(decodeDomains(bytes, [1, 2])).toEqual({ ok: false, error: "table was built under another key" });
  expect(decodeDomains(bytes.subarray(0, bytes.length - 4), KEY).ok).toBe(false);
});

test("text without dots is found by its whole self alone", () => {
  const keys = tableOf([["AKIAIOSFODNN7EXAMPLE", "exact", 0]]);
  expect(findExact(keys, "AKIAIOSFODNN7EXAMPLE")).toEqual([0]);
  expect(findExact(keys, "AKIAIOSFODNN7EXAMPL")).toEqual([]);
  expect(findExact(keys, "")).toEqual([]);
});

test("what is no ASCII name is not taken", () => {
  const builder = new DomainTableBuilder(KEY);
  expect(builder.add("bücher.example", "tree", 0)).toBe(false);
  expect(builder.add("a".repeat(254), "tree", 0)).toBe(false);
  expect(builder.build().hashes.count).toBe(0);
});
