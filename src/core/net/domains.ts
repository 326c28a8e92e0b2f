/** Sets of domain names: a name is looked up with all its parent domains, in one pass over its text. */

import { err, ok, type Result } from "../result.ts";
import { decodeHashTable, encodeHashTable, findHash, type HashTable, HashTableBuilder } from "./hash-table.ts";
import { type HashKey, hashSuffixes, keyCheck, SUFFIX_WORDS, SUFFIXES_MAX } from "./keyed-hash.ts";
import { membersOf, NO_SET } from "./number-sets.ts";

/**
 * `exact`: the name alone. `below`: every name under it, not itself (`*.example.com`, as Route 53 DNS Firewall reads
 * it). `tree`: both, which is how blocklists mean a bare domain.
 */
export type DomainScope = "exact" | "below" | "tree";
const SCOPE_BITS = { exact: 1, below: 2, tree: 3 } as const satisfies Record<DomainScope, number>;
const SCOPES = ["exact", "exact", "below", "tree"] as const satisfies readonly DomainScope[];

export type DomainTable = { readonly key: HashKey; readonly hashes: HashTable };

/** One list's entry that holds the name: "*.example.com" reads scope `below`, domain "example.com". */
export type DomainHit = { readonly list: number; readonly domain: string; readonly scope: DomainScope };

const DOT = 46;
const NO_HITS: readonly DomainHit[] = [];

/** Scratch of the two functions below; nothing in it outlives a call. */
const suffixes = new Uint32Array(SUFFIXES_MAX * SUFFIX_WORDS);

export class DomainTableBuilder {
  readonly #key: HashKey;
  readonly #hashes = new HashTableBuilder();

  constructor(key: HashKey) {
    this.#key = key;
  }

  /** A name in ASCII (IDNs as punycode), any case, no trailing dot; false if it is none. `list` below 2^30. */
  add(name: string, scope: DomainScope, list: number): boolean {
    const count = hashSuffixes(name, name.length, this.#key, suffixes);
    if (count === 0) return false;
    const at = (count - 1) * SUFFIX_WORDS;
    this.#hashes.add(suffixes[at] ?? 0, suffixes[at + 1] ?? 0, list * 4 + SCOPE_BITS[scope]);
    return true;
  }

  build(): DomainTable {
    return { key: this.#key, hashes: this.#hashes.build(mergeScopes) };
  }
}

/** Members are list × 4 + scope bits: the scopes of one list are joined. */
function mergeScopes(members: readonly number[]): number[] {
  const scopes = new Map<number, number>();
  for (const member of members) scopes.set(member >>> 2, (scopes.get(member >>> 2) ?? 0) | (member & 3));
  return [...scopes].map(([list, bits]) => list * 4 + bits);
}

/**
 * Every entry that holds `name` (any case, with or without the trailing dot), parents first. Parents are tried down to
 * two labels: an entry that covers a public suffix must be refused when the list is read, so none is met here.
 */
export function findDomain({ key, hashes }: DomainTable, name: string): readonly DomainHit[] {
  const length = name.charCodeAt(name.length - 1) === DOT ? name.length - 1 : name.length;
  const count = hashSuffixes(name, length, key, suffixes);
  let hits = NO_HITS;
  for (let nth = 1; nth < count; nth++) {
    const at = nth * SUFFIX_WORDS;
    const set = findHash(hashes, suffixes, at);
    if (set === NO_SET) continue;
    const domain = name.slice(suffixes[at + 2], length).toLowerCase();
    hits = hits.concat(hitsOf(hashes, set, domain, nth === count - 1 ? SCOPE_BITS.exact : SCOPE_BITS.below));
  }
  return hits;
}

function hitsOf({ sets }: HashTable, set: number, domain: string, wanted: number): DomainHit[] {
  return [...membersOf(sets, set)]
    .filter((member) => (member & wanted) !== 0)
    .map((member) => ({ list: member >>> 2, domain, scope: SCOPES[member & 3] ?? "exact" }));
}

/** For names without dots, such as access key ids: lists whose exact entry is `text`. */
export function findExact({ key, hashes }: DomainTable, text: string): readonly number[] {
  const count = hashSuffixes(text, text.length, key, suffixes);
  if (count === 0) return [];
  const at = (count - 1) * SUFFIX_WORDS;
  const set = findHash(hashes, suffixes, at);
  return [...membersOf(hashes.sets, set)].filter((member) => member & SCOPE_BITS.exact).map((member) => member >>> 2);
}

export function encodeDomains({ key, hashes }: DomainTable): Uint8Array {
  return encodeHashTable(hashes, keyCheck(key));
}

export function decodeDomains(bytes: Uint8Array, key: HashKey): Result<DomainTable> {
  const decoded = decodeHashTable(bytes);
  if (!decoded.ok) return decoded;
  if (decoded.value.extra !== keyCheck(key)) return err("table was built under another key");
  return ok({ key, hashes: decoded.value.table });
}
