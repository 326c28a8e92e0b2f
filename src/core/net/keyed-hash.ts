/** 64-bit keyed hash of text and of every suffix of a name in one pass from its end. */

/**
 * A secret of the deployment: whoever knows it can make a name that collides with a listed one. Two words, 64 bits.
 * Construction: HalfSipHash-1-3 (Aumasson, Bernstein: SipHash, 2012) over the text from its last character to its
 * first; the second output word is v0 ^ v2 of the same final state, so it is a table hash, not a MAC.
 */
export type HashKey = readonly [number, number];

export const NAME_CHARS_MAX = 253;
/** Room for text of dots alone. */
export const SUFFIXES_MAX = NAME_CHARS_MAX + 1;

/** For each suffix: high word, low word, place in the name where it starts. */
export const SUFFIX_WORDS = 3;

const DOT = 46;

/**
 * Hashes "example.com" and "www.example.com" of "www.example.com" into `out` (SUFFIX_WORDS each, shortest first) and
 * gives how many suffixes there are, the last label's counted though its place is left as it was: nobody lists "com".
 * Letters are folded to lower case. Zero for text that is no ASCII name: longer than 253, empty, not ASCII.
 */
export function hashSuffixes(name: string, length: number, key: HashKey, out: Uint32Array): number {
  if (length === 0 || length > NAME_CHARS_MAX) return 0;
  let v0 = key[0] | 0;
  let v1 = key[1] | 0;
  let v2 = key[0] ^ 0x6c796765;
  let v3 = key[1] ^ 0x74656462;
  let word = 0;
  let shift = 0;
  let count = 0;
  let seen = 0;
  for (let at = length - 1; at >= 0; at--) {
    let code = name.charCodeAt(at);
    seen |= code;
    if (code === DOT) {
      if (count > 0) finish(v0, v1, v2, v3, word, length - at - 1, at + 1, out, count * SUFFIX_WORDS);
      count++;
    } else if ((code - 65) >>> 0 < 26) code += 32;
    word |= code << shift;
    shift += 8;
    if (shift < 32) continue;
    shift = 0;
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
    word = 0;
  }
  if (seen > 0x7f) return 0;
  finish(v0, v1, v2, v3, word, length, 0, out, count * SUFFIX_WORDS);
  return count + 1;
}

/** The last block carries the length, as in SipHash, then three rounds. */
function finish(
  v0: number,
  v1: number,
  v2: number,
  v3: number,
  rest: number,
  length: number,
  start: number,
  out: Uint32Array,
  place: number,
): void {
  const word = rest | (length << 24);
  v3 ^= word;
  for (let round = 0; round < 4; round++) {
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    if (round !== 0) continue;
    v0 ^= word;
    v2 ^= 0xee;
  }
  out[place] = v0 ^ v2;
  out[place + 1] = v1 ^ v3;
  out[place + 2] = start;
}

/** Tells a table built under another key from this one: it would match nothing, silently. */
export function keyCheck(key: HashKey): number {
  const out = new Uint32Array(SUFFIX_WORDS);
  hashSuffixes("key-check", 9, key, out);
  return out[1] ?? 0;
}
