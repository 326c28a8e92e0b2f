/** Sorted 64-bit hashes, each with a set of small numbers: about 10.5 bytes an entry. */

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
  return { count: tags.length, words, tags, sets, top, shift };
}

/** Id of the set, 0 if the hash is not there. */
export function findHash({ words, tags, top, shift, count }: HashTable, high: number, low: number): number {
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
