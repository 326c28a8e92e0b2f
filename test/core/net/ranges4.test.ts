/** IPv4 tables against a linear scan, their edges and their binary form. */

import { expect, test } from "vitest";
import { membersOf } from "../../../src/core/net/number-sets.ts";
import {
  coverIpv4,
  decodeRanges4,
  encodeRanges4,
  findIpv4,
  type Ranges4,
  Ranges4Builder,
} from "../../../src/core/net/ranges4.ts";
import { pick, seeded } from "./seeded.ts";

type Entry = readonly [first: number, last: number, list: number];
const LAST = 0xffffffff;

function tableOf(entries: readonly Entry[]): Ranges4 {
  const builder = new Ranges4Builder();
  for (const [first, last, list] of entries) builder.add(first, last, list);
  return builder.build();
}

function lists(table: Ranges4, address: number): number[] {
  return [...membersOf(table.sets, findIpv4(table, address))];
}

function scan(entries: readonly Entry[], address: number): number[] {
  const found = entries.filter(([first, last]) => first <= address && address <= last).map(([, , list]) => list);
  return [...new Set(found)].sort((a, b) => a - b);
}

/** Crowded on purpose: nested, touching, repeated and overlapping ranges, at both ends of the address space too. */
function crowdedEntries(random: () => number, count: number, spread: number): Entry[] {
  const bases = [0, 0x0a000000, 0x7fffff00, 0x80000000, LAST - spread + 1];
  return Array.from({ length: count }, () => {
    const base = bases[pick(random, bases.length)] ?? 0;
    const first = base + pick(random, spread);
    const size = random() < 0.5 ? 1 : 2 ** pick(random, Math.log2(spread));
    return [first, Math.min(LAST, first + size - 1), pick(random, 6)] as const;
  });
}

test.each([
  [1, 0, 64],
  [2, 1, 64],
  [3, 30, 64],
  [4, 300, 1024],
  [5, 300, 65_536],
  [6, 300, 2 ** 30],
])("seed %i: %i ranges within %i addresses answer 10,000 look-ups as a linear scan does", (seed, count, spread) => {
  const random = seeded(seed);
  const entries = crowdedEntries(random, count, spread);
  const table = tableOf(entries);
  const edges = entries.flatMap(([first, last]) => [first - 1, first, last, last + 1]);
  for (let nth = 0; nth < 10_000; nth++) {
    const near = edges[pick(random, edges.length)];
    const address = near !== undefined && random() < 0.7 ? (near + 2 ** 32) % 2 ** 32 : pick(random, 2 ** 32);
    const expected = scan(entries, address);
    const got = lists(table, address);
    if (got.join() !== expected.join()) expect({ address, got }).toEqual({ address, got: expected });
  }
});

test("the order in which entries come does not change the bytes", () => {
  const random = seeded(11);
  const entries = crowdedEntries(random, 500, 4096);
  const shuffled = [...entries].sort(() => random() - 0.5);
  expect(encodeRanges4(tableOf(shuffled))).toEqual(encodeRanges4(tableOf(entries)));
});

test("one address is told from its neighbours, at both ends of the space", () => {
  const table = tableOf([
    [0, 0, 1],
    [LAST, LAST, 2],
    [7, 7, 3],
  ]);
  expect([0, 1, 6, 7, 8, LAST - 1, LAST].map((address) => lists(table, address))).toEqual([
    [1],
    [],
    [],
    [3],
    [],
    [],
    [2],
  ]);
});

test("the whole space with a hole of another list", () => {
  const table = tableOf([
    [0, LAST, 0],
    [100, 199, 1],
  ]);
  expect([0, 99, 100, 199, 200, LAST].map((address) => lists(table, address))).toEqual([
    [0],
    [0],
    [0, 1],
    [0, 1],
    [0],
    [0],
  ]);
  expect(coverIpv4(table, 150, 1)).toEqual({ first: 100, last: 199 });
  expect(coverIpv4(table, 150, 0)).toEqual({ first: 0, last: LAST });
  expect(coverIpv4(table, 5, 1)).toBeNull();
});

test("the cover of an address is its own entry with those that touch it", () => {
  const table = tableOf([
    [10, 10, 4],
    [11, 11, 4],
    [13, 13, 4],
    [10, 20, 5],
  ]);
  expect(coverIpv4(table, 10, 4)).toEqual({ first: 10, last: 11 });
  expect(coverIpv4(table, 13, 4)).toEqual({ first: 13, last: 13 });
  expect(coverIpv4(table, 12, 4)).toBeNull();
  expect(coverIpv4(table, 12, 5)).toEqual({ first: 10, last: 20 });
});

test("the cover of a lone address says nothing of the address after it", () => {
  const table = tableOf([[10, 10, 4]]);
  expect(coverIpv4(table, 11, 4)).toBeNull();
});

test("a table reads back from its bytes, also where they are not aligned", () => {
  const random = seeded(12);
  const entries = crowdedEntries(random, 400, 4096);
  const table = tableOf(entries);
  const bytes = encodeRanges4(table);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  for (const form of [bytes, shifted.subarray(1)]) {
    const back = decodeRanges4(form);
    if (!back.ok) throw new Error(back.error);
    for (const [first, last] of entries) {
      for (const address of [first, last]) expect(lists(back.value, address)).toEqual(lists(table, address));
    }
    expect([...encodeRanges4(back.value)]).toEqual([...bytes]);
  }
});

test("more than 32,767 distinct sets still fit: tags become wide", () => {
  const builder = new Ranges4Builder();
  for (let at = 0; at < 40_000; at++) builder.add(at * 4, at * 4, at);
  const table = builder.build();
  expect(table.tags.BYTES_PER_ELEMENT).toBe(4);
  expect(lists(table, 39_999 * 4)).toEqual([39_999]);
  const back = decodeRanges4(encodeRanges4(table));
  expect(back.ok && lists(back.value, 12_345 * 4)).toEqual([12_345]);
});

test("damaged bytes are refused with a reason, never read wrongly", () => {
  const bytes = encodeRanges4(
    tableOf([
      [10, 10, 4],
      [20, 30, 5],
    ]),
  );
  expect(decodeRanges4(new Uint8Array(0))).toEqual({ ok: false, error: "table is cut short" });
  expect(decodeRanges4(bytes.subarray(0, bytes.length - 4))).toEqual({ ok: false, error: "table is cut short" });
  expect(decodeRanges4(new Uint8Array(64))).toEqual({ ok: false, error: "not a table of this kind" });
  const version = bytes.slice();
  version[4] = 9;
  expect(decodeRanges4(version)).toEqual({ ok: false, error: "table has version 9, this program reads 1" });
  const swapped = bytes.slice();
  swapped.set(bytes.subarray(32, 36), 36);
  expect(decodeRanges4(swapped)).toEqual({ ok: false, error: "table is damaged: rows out of order" });
});

test("any one byte of a table changed gives an error or a table that still answers", () => {
  const random = seeded(13);
  const bytes = encodeRanges4(tableOf(crowdedEntries(random, 40, 256)));
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice();
    damaged[at] = pick(random, 256);
    const back = decodeRanges4(damaged);
    if (!back.ok) continue;
    for (let nth = 0; nth < 20; nth++) expect(lists(back.value, pick(random, 2 ** 32))).toBeInstanceOf(Array);
  }
});

test("a range the wrong way round is a mistake of the program", () => {
  expect(() => tableOf([[5, 4, 0]])).toThrow("range is not first ≤ last");
});
