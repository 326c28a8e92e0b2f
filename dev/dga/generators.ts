/**
 * Generators of our own, after what papers tell of the kinds of algorithm, not after any family's code or names. Sources:
 * Plohmann et al., "A Comprehensive Measurement Study of Domain Generating Malware" (USENIX Security 2016), the taxonomy:
 * arithmetic, hash-based, word lists, permutation; Antonakakis et al., "From Throw-Away Traffic to Bots" (USENIX Security
 * 2012); Barabosch et al., "Automatic Extraction of Domain Name Generation Algorithms" (2012); Yadav et al., "Detecting
 * Algorithmically Generated Malicious Domain Names" (IMC 2010), pronounceable ones; Peck et al., "CharBot" (IEEE Access
 * 2019), real names with two letters changed; Pereira et al., "Dictionary Extraction and Detection of Algorithmically
 * Generated Domain Names" (RAID 2018), word lists.
 */

import type { Random } from "../generate/random.ts";
import { affixed, joinedWords } from "./word-generators.ts";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const VOWELS = "aeiou";
const CONSONANTS = "bcdfghjklmnpqrstvwxyz";

/** What generators build on: dictionary words, and registered labels that people chose. */
export type Stock = { readonly words: readonly string[]; readonly labels: readonly string[] };
/** Draws what an algorithm of one malware holds fast (alphabet, lengths, tables); gives back what makes its labels. */
export type Algorithm = (random: Random, stock: Stock) => () => string;

export function text(random: Random, alphabet: string, length: number): string {
  let made = "";
  while (made.length < length) made += alphabet[random.below(alphabet.length)];
  return made;
}

/** Half of the algorithms make labels of one length, half of a range. */
function lengths(random: Random, least: number, most: number): () => number {
  const from = random.between(least, most);
  if (random.chance(0.5)) return () => from;
  const to = Math.min(most, from + random.between(2, 8));
  return () => random.between(Math.min(from, to), to);
}

function drawn(random: Random, alphabet: string, least: number, most: number): () => string {
  const length = lengths(random, least, most);
  return () => text(random, alphabet, length());
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

const letters: Algorithm = (random) => lettersOf(random, lengths(random, 10, random.pick([16, 28])));
const fewLetters: Algorithm = (random) => lettersOf(random, lengths(random, 6, 10));

function lettersOf(random: Random, length: () => number): () => string {
  const alphabet = LETTERS.slice(0, random.pick([25, 26]));
  return random.chance(0.5) ? () => congruential(random, alphabet, length()) : () => text(random, alphabet, length());
}

const alphanumerics: Algorithm = (random) => drawn(random, LETTERS + DIGITS, 7, random.pick([14, 28]));

const hexadecimal: Algorithm = (random) => {
  const size = random.between(7, 32);
  const first = random.chance(0.3) ? random.pick([...LETTERS]) : "";
  return () => first + random.hex(size);
};

/** Numbers written with letters: a digit a letter, or the lower-case of their base64. */
const encoded: Algorithm = (random) => {
  const size = random.between(6, 12);
  if (random.chance(0.3))
    return () =>
      btoa(text(random, "0001234567", size))
        .replaceAll("=", "")
        .toLowerCase();
  const from = random.below(14);
  return drawn(random, LETTERS.slice(from, from + random.between(8, 12)), 8, 24);
};

/** An alphabet with favourites, as from a modulus that does not fit, or with letters left out. */
const skewed: Algorithm = (random) => {
  const kept = text(random, LETTERS, random.between(8, 18));
  return drawn(random, kept, 7, 18);
};

/** Consonant and vowel by turns, now and then doubled. */
function alternating(random: Random, length: number, doubled: number): string {
  let isVowel = random.chance(0.4);
  let made = "";
  while (made.length < length) {
    made += text(random, isVowel ? VOWELS : CONSONANTS, 1);
    if (!random.chance(doubled)) isVowel = !isVowel;
  }
  return made;
}

const pronounceable: Algorithm = (random) => {
  const length = lengths(random, 6, 14);
  const doubled = random.pick([0, 0.12, 0.25, 0.4]);
  return () => alternating(random, length(), doubled);
};

/** Syllables from a small table, as a binary carries them. */
const syllables: Algorithm = (random) => {
  const table = Array.from({ length: random.between(12, 40) }, () => alternating(random, random.between(2, 3), 0.1));
  const count = lengths(random, 3, 6);
  return () => Array.from({ length: count() }, () => random.pick(table)).join("");
};

/** Letters that follow one another as in words. */
const chained: Algorithm = (random, { words }) => {
  const next = new Map<string, string>();
  for (let left = 400; left > 0; left--) {
    const word = random.pick(words);
    for (let at = 0; at + 1 < word.length; at++)
      next.set(word[at] ?? "", (next.get(word[at] ?? "") ?? "") + word[at + 1]);
  }
  const length = lengths(random, 6, 14);
  return () => {
    const size = length();
    let made = text(random, LETTERS, 1);
    while (made.length < size) made += text(random, next.get(made.at(-1) ?? "") ?? VOWELS, 1);
    return made;
  };
};

const short: Algorithm = (random) => drawn(random, random.pick([LETTERS, LETTERS + DIGITS]), 3, 5);

/** CharBot: a real label, two letters of it changed. */
const mutated: Algorithm = (random, { labels }) => {
  return () => {
    const label = [...random.pick(labels.slice(0, 20_000))];
    for (let left = 2; left > 0; left--) label[random.below(label.length)] = text(random, `${LETTERS + DIGITS}-`, 1);
    return label.join("");
  };
};

/** A long label of which a few letters are turned on from name to name. */
const turned: Algorithm = (random, { words }) => {
  const seed = random.pick(words) + random.pick(words) + (random.chance(0.5) ? random.pick(words) : "");
  const places = Array.from({ length: random.between(2, 4) }, (_, at) =>
    random.chance(0.5) ? at : random.below(seed.length),
  );
  return () => {
    const label = [...seed];
    for (const place of places) label[place] = text(random, LETTERS, 1);
    return label.join("");
  };
};

/** In the order of the table of kinds in `dga-groups.ts`; `weight`: share of the training of single names. */
export const KINDS: readonly { readonly name: string; readonly weight: number; readonly algorithm: Algorithm }[] = [
  { name: "letters", weight: 9, algorithm: letters },
  { name: "few letters", weight: 3, algorithm: fewLetters },
  { name: "alphanumerics", weight: 6, algorithm: alphanumerics },
  { name: "hexadecimal", weight: 2, algorithm: hexadecimal },
  { name: "encoded", weight: 2, algorithm: encoded },
  { name: "skewed", weight: 3, algorithm: skewed },
  { name: "pronounceable", weight: 10, algorithm: pronounceable },
  { name: "syllables", weight: 2, algorithm: syllables },
  { name: "chained", weight: 0, algorithm: chained },
  { name: "short", weight: 1, algorithm: short },
  { name: "mutated", weight: 0, algorithm: mutated },
  { name: "turned", weight: 0, algorithm: turned },
  { name: "affixed", weight: 0, algorithm: affixed },
  { name: "words", weight: 0, algorithm: joinedWords },
];

const WHEEL = KINDS.flatMap((kind) => Array.from({ length: kind.weight }, () => kind));

/** One label of an algorithm drawn anew. */
export function generatedLabel(random: Random, stock: Stock): string {
  return random.pick(WHEEL).algorithm(random, stock)();
}
