/** IPv6 ranges of many lists in one sorted table: 18 bytes for a lone address, 36 for any other range. */

import { invariant } from "../invariant.ts";
import { err, ok, type Result } from "../result.ts";
import { compareIpv6, type Ipv6Words } from "./address.ts";
import type { Range6 } from "./cidr.ts";
import { GrowingWords } from "./growing-words.ts";
import { membersOf, NO_SET, type NumberSets, NumberSetsBuilder } from "./number-sets.ts";
import { identityOrder, radixOrder } from "./radix-order.ts";
import { sweepRanges } from "./sweep-ranges.ts";
import { narrowTags, packTable, tableMagic, type Tags, unpackTable } from "./table-codec.ts";
import { buildTopIndex } from "./top-index.ts";

/** As Ranges4; `words` holds all first words of the starts, then all second words, and so on. */
export type Ranges6 = {
  readonly count: number;
  readonly words: Uint32Array;
  readonly tags: Tags;
  readonly sets: NumberSets;
  readonly top: Uint32Array;
  readonly shift: number;
};

const MAGIC = tableMagic("WPR6");
const ZERO: Ipv6Words = [0, 0, 0, 0];
const LAST: Ipv6Words = [0xffff_ffff, 0xffff_ffff, 0xffff_ffff, 0xffff_ffff];

export class Ranges6Builder {
  readonly #positions = [0, 1, 2, 3].map(() => new GrowingWords());
  readonly #lists = new GrowingWords();

  /** Ranges may come in any order, overlap, nest and repeat. */
  add(first: Ipv6Words, last: Ipv6Words, list: number): void {
    invariant(compareIpv6(first, last) <= 0, "range is not first ≤ last");
    const end = compareIpv6(last, LAST) === 0 ? ZERO : successor(last);
    for (const [word, column] of this.#positions.entries()) {
      column.push(first[word] ?? 0);
      column.push(end[word] ?? 0);
    }
    this.#lists.push(list);
  }

  build(): Ranges6 {
    const columns = this.#positions.map((column) => column.view());
    const at = (event: number): Ipv6Words => rowWords(columns, event);
    const events = identityOrder(this.#lists.length * 2).filter(
      (event) => !(event & 1 && compareIpv6(at(event), ZERO) === 0),
    );
    const sets = new NumberSetsBuilder();
    const stretches = sweepRanges({
      order: columns.reduceRight((order, column) => radixOrder(column, order), events),
      lists: this.#lists.view(),
      together: (a, b) => columns.every((column) => column[a] === column[b]),
      sets,
    });
    return compact(at, stretches, sets.build());
  }
}

function rowWords(columns: readonly Uint32Array[], row: number): Ipv6Words {
  return [columns[0]?.[row] ?? 0, columns[1]?.[row] ?? 0, columns[2]?.[row] ?? 0, columns[3]?.[row] ?? 0];
}

/** The next address; not for the last. */
function successor(address: Ipv6Words): Ipv6Words {
  return step(address, 0, LAST[0], 1);
}

function predecessor(address: Ipv6Words): Ipv6Words {
  return step(address, LAST[0], 0, -1);
}

/** Adds `by`, carrying over words that are at `limit`, which become `wrapped`. */
function step(address: Ipv6Words, wrapped: number, limit: number, by: 1 | -1): Ipv6Words {
  const words: [number, number, number, number] = [...address];
  let at = 3;
  while (at > 0 && words[at] === limit) words[at--] = wrapped;
  words[at] = (words[at] ?? 0) + by;
  return words;
}

function compact(
  at: (event: number) => Ipv6Words,
  { events, ids }: { events: Uint32Array; ids: Uint32Array },
  sets: NumberSets,
): Ranges6 {
  const columns = [0, 1, 2, 3].map(() => new GrowingWords());
  const tags = new GrowingWords();
  for (let row = 0; row < events.length; row++) {
    // In range by the loop's bound.
    const start = at(events[row] as number);
    const next = events[row + 1];
    const lone =
      ids[row] !== NO_SET &&
      ids[row + 1] === NO_SET &&
      next !== undefined &&
      compareIpv6(start, LAST) !== 0 &&
      compareIpv6(at(next), successor(start)) === 0;
    for (const [word, column] of columns.entries()) column.push(start[word] ?? 0);
    tags.push((ids[row] as number) * 2 + (lone ? 1 : 0));
    if (lone) row++;
  }
  const words = new Uint32Array(tags.length * 4);
  for (const [word, column] of columns.entries()) words.set(column.view(), word * tags.length);
  return withIndex(words, narrowTags(tags.view().slice()), sets);
}

function withIndex(words: Uint32Array, tags: Tags, sets: NumberSets): Ranges6 {
  const { shift, starts: top } = buildTopIndex(words.subarray(0, tags.length));
  return { count: tags.length, words, tags, sets, top, shift };
}

/** The id of the set of lists that hold the address, 0 if none does; `membersOf(table.sets, id)` names them. */
export function findIpv6(table: Ranges6, address: Ipv6Words): number {
  const row = rowOf(table, address);
  if (row < 0) return NO_SET;
  // `rowOf` gives a row of the table.
  const tag = table.tags[row] as number;
  return tag & 1 && compareRow(table, row, address) !== 0 ? NO_SET : tag >>> 1;
}

/** The last row that starts at or before the address, or -1. */
function rowOf(table: Ranges6, address: Ipv6Words): number {
  const bucket = address[0] >>> table.shift;
  // The index has an entry for every bucket and one more.
  let low = table.top[bucket] as number;
  let high = table.top[bucket + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareRow(table, middle, address) <= 0) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function compareRow({ words, count }: Ranges6, row: number, address: Ipv6Words): number {
  // `row` is below `count`, and the table has four words for each.
  return (
    (words[row] as number) - address[0] ||
    (words[row + count] as number) - address[1] ||
    (words[row + 2 * count] as number) - address[2] ||
    (words[row + 3 * count] as number) - address[3]
  );
}

/** Rows walked to each side; see ranges4.ts. */
const COVER_ROWS_MAX = 1_024;

/** What of `list` surrounds the address without a gap. */
export function coverIpv6(table: Ranges6, address: Ipv6Words, list: number): Range6 | null {
  const row = rowOf(table, address);
  if (row < 0 || compareIpv6(address, lastOf(table, row)) > 0 || !holds(table, row, list)) return null;
  let from = row;
  let to = row;
  while (row - from < COVER_ROWS_MAX && joins(table, from - 1, list)) from--;
  while (to - row < COVER_ROWS_MAX && joins(table, to, list) && holds(table, to + 1, list)) to++;
  return { first: startOf(table, from), last: lastOf(table, to) };
}

function joins(table: Ranges6, row: number, list: number): boolean {
  if (row < 0 || row + 1 >= table.count || !holds(table, row, list)) return false;
  return compareIpv6(predecessor(startOf(table, row + 1)), lastOf(table, row)) === 0;
}

function holds({ tags, sets }: Ranges6, row: number, list: number): boolean {
  return membersOf(sets, (tags[row] ?? 0) >>> 1).includes(list);
}

function startOf({ words, count }: Ranges6, row: number): Ipv6Words {
  return [words[row] ?? 0, words[row + count] ?? 0, words[row + 2 * count] ?? 0, words[row + 3 * count] ?? 0];
}

function lastOf(table: Ranges6, row: number): Ipv6Words {
  if ((table.tags[row] ?? 0) & 1) return startOf(table, row);
  return row + 1 < table.count ? predecessor(startOf(table, row + 1)) : LAST;
}

export function encodeRanges6({ count, words, tags, sets }: Ranges6): Uint8Array {
  return packTable(MAGIC, { count, words, tags, sets, extra: 0 });
}

export function decodeRanges6(bytes: Uint8Array): Result<Ranges6> {
  const packed = unpackTable(MAGIC, 4, 1, bytes);
  if (!packed.ok) return packed;
  const { words, tags, sets } = packed.value;
  const table = withIndex(words, tags, sets);
  for (let row = 1; row < table.count; row++) {
    if (compareIpv6(startOf(table, row - 1), startOf(table, row)) >= 0)
      return err("table is damaged: rows out of order");
  }
  return ok(table);
}
