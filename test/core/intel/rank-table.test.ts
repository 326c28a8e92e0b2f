import { expect, test } from "vitest";
import {
  decodeRanks,
  encodeRanks,
  RANK_CLASSES,
  type RankClass,
  rankClassOf,
  rankOf,
  RankTableBuilder,
  reachesMillion,
} from "../../../src/core/intel/rank-table.ts";
import type { HashKey } from "../../../src/core/net/keyed-hash.ts";

const KEY: HashKey = [0x243f6a88, 0x85a308d3];

function built(rows: readonly (readonly [string, RankClass])[]) {
  const builder = new RankTableBuilder(KEY);
  for (const [domain, rank] of rows) builder.add(domain, rank);
  return builder.build();
}

test("the class of a rank", () => {
  expect([0, 1, 1_000, 1_001, 10_001, 1_000_000, 1_000_001, Number.NaN].map(rankClassOf)).toEqual([
    null,
    1_000,
    1_000,
    10_000,
    100_000,
    1_000_000,
    null,
    null,
  ]);
});

test("each domain has its own class, of several the best; a stranger has none", () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, at) => [`d${at}.example`, RANK_CLASSES[at % 4] as RankClass] as const,
  );
  const table = built([...rows, ["d3.example", 1_000]]);
  expect(rows.slice(4).every(([domain, rank]) => rankOf(table, domain) === rank)).toBe(true);
  expect(rankOf(table, "d3.example")).toBe(1_000);
  const strangers = rows.filter((_, at) => rankOf(table, `s${at}.example`) !== null).length;
  // One in 50,000 at this size.
  expect(strangers).toBeLessThan(5);
  expect(table.words.length).toBeGreaterThan(19_990);
});

test("reaches a million where a domain is of the last class", () => {
  expect(reachesMillion(built([["example.com", 100_000]]))).toBe(false);
  expect(reachesMillion(built([["example.com", 1_000_000]]))).toBe(true);
});

test("nothing in it: nobody has a rank", () => {
  const table = built([]);
  expect([rankOf(table, "example.com"), rankOf(table, ""), reachesMillion(table)]).toEqual([null, null, false]);
});

test("goes through bytes, wherever they lie; under another key, cut or out of order it is refused", () => {
  const table = built([
    ["example.com", 1_000],
    ["example.org", 1_000_000],
  ]);
  const bytes = encodeRanks(table);
  const shifted = new Uint8Array(bytes.length + 1);
  shifted.set(bytes, 1);
  for (const each of [bytes, shifted.subarray(1)]) {
    const decoded = decodeRanks(each, KEY);
    if (!decoded.ok) throw new Error(decoded.error);
    expect([rankOf(decoded.value, "example.com"), rankOf(decoded.value, "example.org")]).toEqual([1_000, 1_000_000]);
  }
  expect(decodeRanks(bytes, [1, 2]).ok).toBe(false);
  expect(decodeRanks(bytes.subarray(0, 6), KEY).ok).toBe(false);
  expect(decodeRanks(new Uint8Array(8), KEY).ok).toBe(false);
  const swapped = new Uint32Array(bytes.slice().buffer);
  [swapped[2], swapped[3]] = [swapped[3] as number, swapped[2] as number];
  expect(decodeRanks(new Uint8Array(swapped.buffer), KEY)).toMatchObject({ ok: false });
});
