/** IPv6 tables against a linear scan, their edges and their binary form. */

import { expect, test } from "vitest";
import { compareIpv6, type Ipv6Words } from "../../../src/core/net/address.ts";
import { cidr6 } from "../../../src/core/net/cidr.ts";
import { membersOf } from "../../../src/core/net/number-sets.ts";
import {
  coverIpv6,
  decodeRanges6,
  encodeRanges6,
  findIpv6,
  type Ranges6,
  Ranges6Builder,
} from "../../../src/core/net/ranges6.ts";
import { pick, seeded } from "./seeded.ts";

type Entry = { readonly first: Ipv6Words; readonly last: Ipv6Words; readonly list: number };
const LAST: Ipv6Words = [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff];

function tableOf(entries: readonly Entry[]): Ranges6 {
  const builder = new Ranges6Builder();
  for (const { first, last, list } of entries) builder.add(first, last, list);
  return builder.build();
}

function lists(table: Ranges6, address: Ipv6Words): number[] {
  return [...membersOf(table.sets, findIpv6(table, address))];
}

function scan(entries: readonly Entry[], address: Ipv6Words): number[] {
  const found = entries.filter(
    ({ first, last }) => compareIpv6(first, address) <= 0 && compareIpv6(address, last) <= 0,
  );
  return [...new Set(found.map(({ list }) => list))].sort((a, b) => a - b);
}

/** Words of few distinct values, so that carries, nesting and touching ranges are common. */
function crowdedWord(random: () => number): number {
  return [0, 1, 2, 0x20010db8, 0xfffffffe, 0xffffffff, pick(random, 2 ** 32)][pick(random, 7)] ?? 0;
}

function crowdedAddress(random: () => number): Ipv6Words {
  return [crowdedWord(random), crowdedWord(random), crowdedWord(random), crowdedWord(random)];
}

function crowdedEntries(random: () => number, count: number): Entry[] {
  return Array.from({ length: count }, () => {
    const address = crowdedAddress(random);
    const other = crowdedAddress(random);
    const list = pick(random, 6);
    if (random() < 0.2 && compareIpv6(address, other) < 0) return { first: address, last: other, list };
    return { ...cidr6(address, random() < 0.5 ? 128 : pick(random, 129)), list };
  });
}

test.each([
  [21, 0],
  [22, 1],
  [23, 20],
  [24, 300],
])("seed %i: %i ranges answer 10,000 look-ups as a linear scan does", (seed, count) => {
  const random = seeded(seed);
  const entries = crowdedEntries(random, count);
  const table = tableOf(entries);
  for (let nth = 0; nth < 10_000; nth++) {
    const entry = entries[pick(random, entries.length)];
    const near = entry && (random() < 0.5 ? entry.first : entry.last);
    const address = near && random() < 0.3 ? near : crowdedAddress(random);
    const expected = scan(entries, address);
    const got = lists(table, address);
    if (got.join() !== expected.join()) expect({ address, got }).toEqual({ address, got: expected });
  }
});

test("one address is told from its neighbours across a carry, and at the end of the space", () => {
  const table = tableOf([
    { first: [1, 0, 0, 0xffffffff], last: [1, 0, 0, 0xffffffff], list: 1 },
    { first: LAST, last: LAST, list: 2 },
  ]);
  expect(lists(table, [1, 0, 0, 0xffffffff])).toEqual([1]);
  expect(lists(table, [1, 0, 1, 0])).toEqual([]);
  expect(lists(table, [1, 0, 0, 0xfffffffe])).toEqual([]);
  expect(lists(table, LAST)).toEqual([2]);
  expect(coverIpv6(table, LAST, 2)).toEqual({ first: LAST, last: LAST });
});

test("the cover of an address is its own entry with those that touch it", () => {
  const table = tableOf([
    { ...cidr6([0x20010db8, 0, 0, 0], 64), list: 3 },
    { ...cidr6([0x20010db8, 1, 0, 0], 64), list: 3 },
    { ...cidr6([0x20010db8, 0, 0, 5], 128), list: 4 },
  ]);
  expect(coverIpv6(table, [0x20010db8, 0, 7, 7], 3)).toEqual(cidr6([0x20010db8, 0, 0, 0], 63));
  expect(coverIpv6(table, [0x20010db8, 0, 0, 5], 4)).toEqual(cidr6([0x20010db8, 0, 0, 5], 128));
  expect(coverIpv6(table, [0x20010db8, 0, 0, 6], 4)).toBeNull();
});

test("a table reads back from its bytes, and damaged bytes are refused", () => {
  const random = seeded(25);
  const entries = crowdedEntries(random, 200);
  const table = tableOf(entries);
  const bytes = encodeRanges6(table);
  const back = decodeRanges6(bytes);
  if (!back.ok) throw new Error(back.error);
  for (const { first, last } of entries) {
    for (const address of [first, last]) expect(lists(back.value, address)).toEqual(lists(table, address));
  }
  expect(decodeRanges6(bytes.subarray(4)).ok).toBe(false);
  expect(decodeRanges6(bytes.subarray(0, bytes.length - 8)).ok).toBe(false);
});
