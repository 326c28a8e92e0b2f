/** Sorted 64-bit hashes, each with a set of small numbers: about 11 bytes an entry. */

import { err, ok, type Result } from "../result.ts";
import { GrowingWords } from "./growing-words.ts";
import { NO_SET, type NumberSets, NumberSetsBuilder } from "./number-sets.ts";
import { identityOrder, radixOrder } from "./radix-order.ts";
import { narrowTags, packTable, tableMagic, type Tags, unpackTable } from "./table-codec.ts";
import { buildTopIndex } from "./top-index.ts";

/** `words`: all high words ascending, then all low words. `tags`: ids of sets. */
export type HashTable = {
  readonly count: number;
  readonly words: Uint32Array;
  readonly tags: Tags;
  readonly sets: NumberSets;
  readonly top: Uint32Array;
  readonly shift: number;
  /** A bit for each hash, by its low bits: most look-ups find theirs unset and touch nothing else. A power of two words. */
  readonly filter: Uint32Array;
};

const MAGIC = tableMagic("WPHT");

export class HashTableBuilder {
  readonly #high = new GrowingWords();
  readonly #low = new GrowingWords();
  readonly #members = new GrowingWords();

  /** `member` joins the set of this hash. */
  add(high: number, low: number, member: number): void {
    this.#high.push(high);
    this.#low.push(low);
    this.#members.push(member);
  }

  /** `merge`: ascending members of one hash, repeats included, → what its set shall hold, ascending and distinct. */
  build(merge: (members: readonly number[]) => readonly number[]): HashTable {
    const [high, low, members] = [this.#high.view(), this.#low.view(), this.#members.view()];
    const order = radixOrder(high, radixOrder(low, radixOrder(members, identityOrder(high.length))));
    const sets = new NumberSetsBuilder();
    const [highs, lows, tags] = [new GrowingWords(), new GrowingWords(), new GrowingWords()];
    let group: number[] = [];
    for (let at = 0; at < order.length; at++) {
      // In range by the loop's bound; past the end the comparison with undefined closes the last group.
      const index = order[at] as number;
      const next = order[at + 1];
      group.push(members[index] as number);
      if (next !== undefined && high[next] === high[index] && low[next] === low[index]) continue;
      highs.push(high[index] as number);
      lows.push(low[index] as number);
      tags.push(sets.idOf(group.length === 1 ? group : merge(group)));
      group = [];
    }
    const words = new Uint32Array(tags.length * 2);
    words.set(highs.view());
    words.set(lows.view(), tags.length);
    return withIndex(words, narrowTags(tags.view().slice()), sets.build());
  }
}

function withIndex(words: Uint32Array, tags: Tags, sets: NumberSets): HashTable {
  const { shift, starts: top } = buildTopIndex(words.subarray(0, tags.length));
  return { count: tags.length, words, tags, sets, top, shift, filter: filterOf(words.subarray(tags.length)) };
}

/** Between four and eight bits a hash. */
function filterOf(lows: Uint32Array): Uint32Array {
  const filter = new Uint32Array(2 ** Math.max(0, Math.floor(Math.log2(lows.length + 1)) - 2));
  const mask = filter.length - 1;
  // Masked to the filter's length.
  for (const low of lows) filter[(low >>> 5) & mask] = (filter[(low >>> 5) & mask] as number) | (1 << (low & 31));
  return filter;
}

/**
 * Id of the set of the hash whose high and low word stand at `hash[at]` and `hash[at + 1]`, 0 if it is not there.
 * Taken from an array: words above 2^31 handed over as arguments would be boxed.
 */
export function findHash(table: HashTable, hash: Uint32Array, at: number): number {
  const { filter, words, tags, top, shift, count } = table;
  // `at` is the caller's promise; the filter's place is masked to its length.
  const high = hash[at] as number;
  const low = hash[at + 1] as number;
  if (((filter[(low >>> 5) & (filter.length - 1)] as number) & (1 << (low & 31))) === 0) return NO_SET;
  const bucket = high >>> shift;
  // The index has an entry for every bucket and one more; rows between them exist.
  const end = top[bucket + 1] as number;
  for (let row = top[bucket] as number; row < end; row++) {
    const own = words[row] as number;
    if (own < high) continue;
    if (own > high) return NO_SET;
    if (words[row + count] === low) return tags[row] as number;
  }
  return NO_SET;
}

/** `extra`: one word to be read back, such as a check of the key. */
export function encodeHashTable({ count, words, tags, sets }: HashTable, extra: number): Uint8Array {
  return packTable(MAGIC, { count, words, tags, sets, extra });
}

export function decodeHashTable(bytes: Uint8Array): Result<{ table: HashTable; extra: number }> {
  const packed = unpackTable(MAGIC, 2, 0, bytes);
  if (!packed.ok) return packed;
  const { words, tags, sets, count, extra } = packed.value;
  for (let row = 1; row < count; row++) {
    const step = (words[row] ?? 0) - (words[row - 1] ?? 0) || (words[row + count] ?? 0) - (words[row + count - 1] ?? 0);
    if (step <= 0) return err("table is damaged: rows out of order");
  }
  return ok({ table: withIndex(words, tags, sets), extra });
}
