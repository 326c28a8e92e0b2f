/** Generators that build on words and their parts. */

import type { Random } from "../generate/random.ts";
import type { Algorithm } from "./generators.ts";

const CONSONANTS = "bcdfghjklmnprstvxz";
const VOWELS = "aeiou";
/** Of English, as grammars list them. */
const PREFIXES =
  "anti inter micro mini macro multi over pre pro re un de dis mis non post semi sub super trans en im".split(" ");
const SUFFIXES = "ness ism ist ment ation able ful less ing er ed ly ity ish ive ize ous ance ency hood ship dom".split(
  " ",
);

/** Two or three words of a list that a binary carries: some tens to thousands of words. */
export const joinedWords: Algorithm = (random, { words }) => {
  const size = random.pick([60, 100, 200, 400, 800, 2_000]);
  const list = Array.from({ length: size }, () => random.pick(words));
  const joint = random.pick(["", "", "", "-"]);
  const count = random.pick([2, 2, 2, 3]);
  return () => Array.from({ length: count }, () => random.pick(list)).join(joint);
};

/** Made-up words with the prefixes and suffixes of real ones, one to three of them. */
export const affixed: Algorithm = (random) => {
  const wordsMax = random.between(1, 3);
  const parts = random.between(2, 4);
  const isHyphened = random.chance(0.7);
  const word = (): string => {
    let made = random.chance(0.7) ? random.pick(PREFIXES) : "";
    for (let left = parts; left > 0; left--) made += part(random);
    return random.chance(0.7) ? made + random.pick(SUFFIXES) : made;
  };
  return () => Array.from({ length: random.between(1, wordsMax) }, word).join(isHyphened ? "-" : "");
};

function part(random: Random): string {
  return (CONSONANTS[random.below(CONSONANTS.length)] ?? "") + (VOWELS[random.below(VOWELS.length)] ?? "");
}
