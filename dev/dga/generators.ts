/**
 * Generators of our own, after what papers tell of the kinds of algorithm, not after any family's code: arithmetic (letters
 * or letters and digits from a linear congruential or xorshift sequence), hash-based (hexadecimal digests), permutation,
 * and pronounceable (syllables, alternating vowels and consonants, Markov chains). Sources: Plohmann et al., "A
 * Comprehensive Measurement Study of Domain Generating Malware" (USENIX Security 2016), the taxonomy; Antonakakis et al.,
 * "From Throw-Away Traffic to Bots" (USENIX Security 2012); Barabosch et al., "Automatic Extraction of Domain Name
 * Generation Algorithms" (2012). Word lists are left out: their names look like people's.
 */

import type { Random } from "../generate/random.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const VOWELS = "aeiou";
const CONSONANTS = "bcdfghjklmnpqrstvwxyz";

type Generator = { readonly weight: number; readonly label: (random: Random) => string };

function text(random: Random, alphabet: string, length: number): string {
  let made = "";
  while (made.length < length) made += alphabet[random.below(alphabet.length)];
  return made;
}

/** A linear congruential sequence, seeded by a "day": neighbouring letters hang together as in real arithmetic ones. */
function congruential(random: Random, alphabet: string, length: number): string {
  let state = random.below(2 ** 31) | 1;
  const factor = random.pick([1_103_515_245, 214_013, 1_664_525]);
  let made = "";
  while (made.length < length) {
    state = (Math.imul(state, factor) + 12_345) >>> 0;
    made += alphabet[(state >>> 16) % alphabet.length];
  }
  return made;
}

/** Consonant and vowel by turns, now and then doubled. */
function alternating(random: Random, length: number): string {
  let isVowel = random.chance(0.4);
  let made = "";
  while (made.length < length) {
    const set = isVowel ? VOWELS : CONSONANTS;
    made += set[random.below(set.length)];
    if (!random.chance(0.12)) isVowel = !isVowel;
  }
  return made;
}

/** Syllables from a small table drawn anew for each algorithm, as a binary carries them. */
function syllables(random: Random, count: number): string {
  const table = Array.from({ length: 16 }, () => alternating(random, random.between(2, 3)));
  let made = "";
  for (let at = 0; at < count; at++) made += random.pick(table);
  return made;
}

/** Every letter as likely as in the letters drawn: a skewed alphabet, as from a modulus that does not fit. */
function skewed(random: Random, length: number): string {
  const kept = text(random, LETTERS, random.between(8, 18));
  return text(random, kept, length);
}

const GENERATORS: readonly Generator[] = [
  { weight: 5, label: (random) => congruential(random, LETTERS, random.between(7, 12)) },
  { weight: 6, label: (random) => congruential(random, LETTERS, random.between(12, 20)) },
  { weight: 3, label: (random) => text(random, LETTERS.slice(0, 25), random.between(11, 17)) },
  { weight: 3, label: (random) => text(random, LETTERS, random.between(18, 32)) },
  { weight: 2, label: (random) => skewed(random, random.between(9, 18)) },
  { weight: 3, label: (random) => text(random, `${LETTERS}0123456789`, random.between(9, 16)) },
  { weight: 3, label: (random) => text(random, `${LETTERS}0123456789`, random.between(17, 28)) },
  { weight: 1, label: (random) => random.hex(random.pick([8, 10, 12, 16, 32])) },
  { weight: 1, label: (random) => `${random.pick([...LETTERS])}${random.hex(random.between(14, 33))}` },
  { weight: 1, label: (random) => text(random, "abcdefghijklmnop", random.between(14, 24)) },
  { weight: 3, label: (random) => alternating(random, random.between(7, 12)) },
  { weight: 2, label: (random) => alternating(random, random.between(12, 18)) },
  { weight: 2, label: (random) => syllables(random, random.between(3, 6)) },
];

const WHEEL = GENERATORS.flatMap((generator) => Array.from({ length: generator.weight }, () => generator));

export function generatedLabel(random: Random): string {
  return random.pick(WHEEL).label(random);
}
