/** IPv4 ranges of many lists in one sorted table: about 6 bytes for a lone address, 12 for any other range. */

import { invariant } from "../invariant.ts";
import { err, ok, type Result } from "../result.ts";
import type { Range4 } from "./cidr.ts";
import { GrowingWords } from "./growing-words.ts";
import { membersOf, NO_SET, type NumberSets, NumberSetsBuilder } from "./number-sets.ts";
import { identityOrder, radixOrder } from "./radix-order.ts";
import { sweepRanges } from "./sweep-ranges.ts";
import { narrowTags, packTable, tableMagic, type Tags, unpackTable } from "./table-codec.ts";
import { buildTopIndex } from "./top-index.ts";

/**
 * From `words[k]` on and up to the next start, the set `tags[k] >>> 1` of lists holds (0 = none); where the low bit of
 * the tag is set, it holds for that one address only and none after it. Build with Ranges4Builder or decodeRanges4.
 */
export type Ranges4 = {
  readonly words: Uint32Array;
  readonly tags: Tags;
  readonly sets: NumberSets;
  readonly top: Uint32Array;
  readonly shift: number;
};

const MAGIC = tableMagic("WPR4");
const LAST = 0xffff_ffff;

export class Ranges4Builder {
  readonly #positions = new GrowingWords();
  readonly #lists = new GrowingWords();

  /** `first` ≤ `last`, both uint32; ranges may come in any order, overlap, nest and repeat. */
  add(first: number, last: number, list: number): void {
    invariant(first >= 0 && first <= last && last <= LAST, "range is not first ≤ last ≤ 2^32 - 1");
    this.#positions.push(first);
    this.#positions.push(last === LAST ? 0 : last + 1);
    this.#lists.push(list);
  }

  build(): Ranges4 {
    const positions = this.#positions.view();
    const at = (event: number): number => positions[event] as number;
    // A range to the end has no closing event: its place would be 2^32.
    const events = identityOrder(positions.length).filter((event) => !(event & 1 && at(event) === 0));
    const sets = new NumberSetsBuilder();
    const stretches = sweepRanges({
      order: radixOrder(positions, events),
      lists: this.#lists.view(),
      together: (a, b) => at(a) === at(b),
      sets,
    });
    return compact(stretches.events.map(at), stretches.ids, sets.build());
  }
}

/** A lone address and the gap after it become one row. */
function compact(starts: Uint32Array, ids: Uint32Array, sets: NumberSets): Ranges4 {
  const words = new GrowingWords();
  const tags = new GrowingWords();
  for (let row = 0; row < starts.length; row++) {
    // In range by the loop's bound.
    const start = starts[row] as number;
    const lone = ids[row] !== NO_SET && ids[row + 1] === NO_SET && starts[row + 1] === start + 1;
    words.push(start);
    tags.push((ids[row] as number) * 2 + (lone ? 1 : 0));
    if (lone) row++;
  }
  return withIndex(words.view().slice(), narrowTags(tags.view().slice()), sets);
}

function withIndex(words: Uint32Array, tags: Tags, sets: NumberSets): Ranges4 {
  const { shift, starts: top } = buildTopIndex(words);
  return { words, tags, sets, top, shift };
}

/** The id of the set of lists that hold `address` (uint32), 0 if none does; `membersOf(table.sets, id)` names them. */
export function findIpv4(table: Ranges4, address: number): number {
  const row = rowOf(table, address);
  if (row < 0) return NO_SET;
  // `rowOf` gives a row of the table.
  const tag = table.tags[row] as number;
  return tag & 1 && table.words[row] !== address ? NO_SET : tag >>> 1;
}

/** The last row that starts at or before `address`, or -1. */
function rowOf({ words, top, shift }: Ranges4, address: number): number {
  const bucket = address >>> shift;
  // The index has an entry for every bucket and one more; rows between them exist.
  let low = top[bucket] as number;
  let high = top[bucket + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((words[middle] as number) <= address) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Rows walked to each side: a match is explained, not paid for with a walk over a whole table. */
const COVER_ROWS_MAX = 1_024;

/** What of `list` surrounds `address` without a gap: its entry, joined with those of its entries that touch it. */
export function coverIpv4(table: Ranges4, address: number, list: number): Range4 | null {
  const row = rowOf(table, address);
  if (row < 0 || address > lastOf(table, row) || !holds(table, row, list)) return null;
  let from = row;
  let to = row;
  while (row - from < COVER_ROWS_MAX && joins(table, from - 1, list)) from--;
  while (to - row < COVER_ROWS_MAX && joins(table, to, list) && holds(table, to + 1, list)) to++;
  return { first: table.words[from] ?? address, last: lastOf(table, to) };
}

/** Whether `row` is of the list and the next row starts where it ends. */
function joins(table: Ranges4, row: number, list: number): boolean {
  return row >= 0 && holds(table, row, list) && table.words[row + 1] === lastOf(table, row) + 1;
}

function holds({ tags, sets }: Ranges4, row: number, list: number): boolean {
  return membersOf(sets, (tags[row] ?? 0) >>> 1).includes(list);
}

function lastOf({ words, tags }: Ranges4, row: number): number {
  return (tags[row] ?? 0) & 1 ? (words[row] ?? 0) : (words[row + 1] ?? LAST + 1) - 1;
}

export function encodeRanges4({ words, tags, sets }: Ranges4): Uint8Array {
  return packTable(MAGIC, { count: words.length, words, tags, sets, extra: 0 });
}

export function decodeRanges4(bytes: Uint8Array): Result<Ranges4> {
  const packed = unpackTable(MAGIC, 1, 1, bytes);
  if (!packed.ok) return packed;
  const { words, tags, sets } = packed.value;
  for (let row = 1; row < words.length; row++) {
    if ((words[row] as number) <= (words[row - 1] as number)) return err("table is damaged: rows out of order");
  }
  return ok(withIndex(words, tags, sets));
}
