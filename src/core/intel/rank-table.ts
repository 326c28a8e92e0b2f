/** How popular domains are, in four classes: four bytes a domain. */

import { type HashKey, hashSuffixes, keyCheck, SUFFIX_WORDS, SUFFIXES_MAX } from "../net/keyed-hash.ts";
import { buildTopIndex, type TopIndex } from "../net/top-index.ts";
import { GrowingWords } from "../net/growing-words.ts";
import { tableMagic } from "../net/table-codec.ts";
import { err, ok, type Result } from "../result.ts";

/** A domain's rank is that of the least popular of its class. As reputations and the Chrome UX Report divide them. */
export const RANK_CLASSES = [1_000, 10_000, 100_000, 1_000_000] as const;
export type RankClass = (typeof RANK_CLASSES)[number];

/**
 * Ascending: 30 bits of a domain's hash, then two for its class. Of a thousand domains in no ranking one passes for one of
 * a ranking of a million, nearly always of its last class; which one, nobody without the key can tell.
 */
export type RankTable = { readonly key: HashKey; readonly words: Uint32Array; readonly top: TopIndex };

const MAGIC = tableMagic("WPRK");
/** Magic, check of the key. */
const HEADER_WORDS = 2;
const CLASS_BITS = 2;

/** Scratch; nothing in it outlives a call. */
const suffixes = new Uint32Array(SUFFIXES_MAX * SUFFIX_WORDS);

/** Null for ranks that no class holds. `rank`: from 1. */
export function rankClassOf(rank: number): RankClass | null {
  return rank < 1 ? null : (RANK_CLASSES.find((max) => rank <= max) ?? null);
}

export class RankTableBuilder {
  readonly #key: HashKey;
  readonly #words = new GrowingWords();

  constructor(key: HashKey) {
    this.#key = key;
  }

  /** Of a domain that is added more than once, the best class counts. */
  add(domain: string, rank: RankClass): void {
    const bits = hashOf(domain, this.#key);
    if (bits !== null) this.#words.push(((bits << CLASS_BITS) | RANK_CLASSES.indexOf(rank)) >>> 0);
  }

  build(): RankTable {
    const sorted = this.#words.view().slice().sort();
    let kept = 0;
    for (const word of sorted) {
      const before = sorted[kept - 1];
      if (before === undefined || before >>> CLASS_BITS !== word >>> CLASS_BITS) sorted[kept++] = word;
    }
    const words = sorted.slice(0, kept);
    return { key: this.#key, words, top: buildTopIndex(words) };
  }
}

/** The high 30 bits of the whole name's hash; null for what is no name. */
function hashOf(domain: string, key: HashKey): number | null {
  const count = hashSuffixes(domain, domain.length, key, suffixes);
  return count === 0 ? null : (suffixes[(count - 1) * SUFFIX_WORDS] as number) >>> CLASS_BITS;
}

/** Null where the domain is in no class. Lower case, without the trailing dot. */
export function rankOf({ key, words, top }: RankTable, domain: string): RankClass | null {
  const bits = hashOf(domain, key);
  if (bits === null || words.length === 0) return null;
  const bucket = (bits << CLASS_BITS) >>> top.shift;
  // The index has an entry for every bucket and one more; rows between them exist.
  const end = top.starts[bucket + 1] as number;
  for (let row = top.starts[bucket] as number; row < end; row++) {
    const word = words[row] as number;
    if (word >>> CLASS_BITS === bits) return RANK_CLASSES[word & 3] as RankClass;
  }
  return null;
}

/** Whether it goes down to the last class: only then being in none says something. */
export function reachesMillion({ words }: RankTable): boolean {
  return words.some((word) => (word & 3) === RANK_CLASSES.length - 1);
}

export function encodeRanks({ key, words }: RankTable): Uint8Array {
  const all = new Uint32Array(HEADER_WORDS + words.length);
  all.set([MAGIC, keyCheck(key)]);
  all.set(words, HEADER_WORDS);
  return new Uint8Array(all.buffer);
}

/** Views into `bytes`. */
export function decodeRanks(bytes: Uint8Array, key: HashKey): Result<RankTable> {
  if (bytes.byteLength < HEADER_WORDS * 4 || bytes.byteLength % 4 !== 0) return err("ranks are cut short");
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const [magic, check] = new Uint32Array(buffer, byteOffset, HEADER_WORDS);
  if (magic !== MAGIC) return err("not a table of ranks");
  if (check !== keyCheck(key)) return err("ranks were built under another key");
  const words = new Uint32Array(buffer, byteOffset + HEADER_WORDS * 4, byteLength / 4 - HEADER_WORDS);
  const ascends = words.every((word, row) => row === 0 || word > (words[row - 1] as number));
  return ascends ? ok({ key, words, top: buildTopIndex(words) }) : err("ranks are damaged: rows out of order");
}
