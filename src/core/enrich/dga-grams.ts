/** What the DGA model sees of a label: hashed runs of two to four characters, and its shape. */

/** 2^16 weights of a byte each. */
export const DGA_WEIGHTS_COUNT = 65_536;
/** Weights are written as text, a character each: "?" is 0, "#" -28 and "[" 28, so that no quote or backslash comes up. */
export const DGA_ZERO_CODE = 63;
export const DGA_WEIGHT_MAX = 28;
/** RFC 1035: a label has at most 63 characters; two bounds, three lengths of runs, six marks of shape. */
export const DGA_GRAMS_MAX = 65 * 3 + 8;

const BOUND = 1;
const DIGIT_0 = 48;
const DIGIT_9 = 57;
const HYPHEN = 45;
/** a, e, i, o, u, y as bits from "a". */
const VOWELS = (1 << 0) | (1 << 4) | (1 << 8) | (1 << 14) | (1 << 20) | (1 << 24);

/** Fibonacci hashing: the upper 16 bits are the place in the table. */
function placeOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 16;
}

/**
 * Places of the label `name[from, to)` in the table, into `out`; gives back how many. Reads any text, allocates nothing.
 * Runs reach over both ends of the label by one mark, so that beginnings and endings count as such.
 */
export function gramPlaces(name: string, from: number, to: number, out: Uint16Array): number {
  let count = 0;
  let last3 = 0;
  let last2 = 0;
  let last = BOUND;
  let digits = 0;
  let vowels = 0;
  let hyphens = 0;
  let consonants = 0;
  let longest = 0;
  const end = Math.min(to, from + 63);
  for (let at = from; at <= end; at++) {
    const code = at === end ? BOUND : name.charCodeAt(at) & 0x7f;
    out[count++] = placeOf((last << 7) | code | 0x20000000);
    if (last2 !== 0) out[count++] = placeOf((last2 << 14) | (last << 7) | code | 0x40000000);
    if (last3 !== 0) out[count++] = placeOf(Math.imul((last3 << 14) | (last2 << 7) | last, 0x85ebca6b) ^ code);
    last3 = last2;
    last2 = last;
    last = code;
    if (code >= DIGIT_0 && code <= DIGIT_9) digits++;
    else if (code === HYPHEN) hyphens++;
    const isVowel = code >= 97 && code <= 122 && ((VOWELS >> (code - 97)) & 1) === 1;
    if (isVowel) vowels++;
    consonants = isVowel || code === BOUND || code === HYPHEN ? 0 : consonants + 1;
    if (consonants > longest) longest = consonants;
  }
  const length = end - from;
  out[count++] = placeOf(0x7000_0000 + length);
  out[count++] = placeOf(0x7100_0000 + Math.round((8 * digits) / length));
  out[count++] = placeOf(0x7200_0000 + Math.round((12 * vowels) / length));
  out[count++] = placeOf(0x7300_0000 + longest);
  out[count++] = placeOf(0x7400_0000 + Math.min(3, hyphens));
  out[count++] = placeOf(0x7500_0000 + (length << 4) + Math.round((8 * vowels) / length));
  return count;
}
