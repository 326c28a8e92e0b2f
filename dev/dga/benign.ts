/** Labels that people chose: the most visited sites, the public suffixes' own names, and words put together as names are. */

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { getDomain, getDomainWithoutSuffix } from "tldts";
import { DGA_LABEL_CHARS_MIN } from "../../src/core/enrich/dga.ts";
import type { Random } from "../generate/random.ts";

const SHARED = fileURLToPath(new URL("../../../shared/data/intel/warninglists/", import.meta.url).href);
const SUFFIXES = fileURLToPath(new URL("../../node_modules/tldts/dist/es6/src/data/trie.js", import.meta.url).href);
/** Debian's wamerican-large: SCOWL. */
const WORDS = "/usr/share/dict/american-english-large";

export const LISTS = ["tranco10k", "cisco_top20k", "dynamic-dns"] as const;

/** The training's inputs that this machine lacks. */
export function missingInputs(): string[] {
  return [SHARED, SUFFIXES, WORDS].filter((path) => !existsSync(path));
}

/** Hashes and ids that hosters register by the thousand are no names that people chose. */
function isChosen(label: string): boolean {
  return (
    label.length >= DGA_LABEL_CHARS_MIN &&
    label.length <= 32 &&
    !label.startsWith("xn--") &&
    !/^[0-9a-f]{12,}$/.test(label) &&
    !/^[0-9-]+$/.test(label)
  );
}

/** The registered domains of a warning list. */
export function listedDomains(list: (typeof LISTS)[number]): string[] {
  const { list: names } = JSON.parse(gunzipSync(readFileSync(`${SHARED}${list}/list.json.gz`)).toString()) as {
    list: string[];
  };
  const domains = names.map((name) => getDomain(name.replace(/^\./, "").toLowerCase()) ?? "");
  return [...new Set(domains)].filter((domain) => isChosen(labelOf(domain)));
}

function labelOf(domain: string): string {
  return getDomainWithoutSuffix(domain) ?? "";
}

/**
 * Places, companies and projects of many languages have zones in the public suffix list, which tldts carries packed: all
 * labels in one text, and their lengths.
 */
export function suffixNames(): string[] {
  const source = readFileSync(SUFFIXES, "utf8");
  const lengths = /edgeLength = [^[]*\[([^\]]*)\]/.exec(source)?.[1]?.split(",").map(Number) ?? [];
  const text = /labelText = "([^"]*)"/.exec(source)?.[1] ?? "";
  let at = 0;
  return lengths.map((length) => text.slice(at, (at += length)));
}

/** Sorted, each once. */
export function realLabels(): string[] {
  const labels = new Set([...LISTS.flatMap(listedDomains).map(labelOf), ...suffixNames()]);
  return [...labels].filter(isChosen).toSorted();
}

export function dictionary(): string[] {
  return readFileSync(WORDS, "utf8")
    .toLowerCase()
    .split("\n")
    .filter((word) => /^[a-z]{3,11}$/.test(word));
}

const BEFORE = ["my", "the", "get", "go", "best", "e", "i", "pro", "super", "all", "top", "new", "join", "try"];
const AFTER = [
  "app",
  "online",
  "shop",
  "hq",
  "tech",
  "labs",
  "group",
  "world",
  "hub",
  "24",
  "365",
  "media",
  "news",
  "store",
  "web",
  "cloud",
  "soft",
  "blog",
  "tv",
  "box",
  "1",
  "2",
  "net",
  "info",
  "design",
];

/** A word or two, with what people put before and after them. */
export function composedLabel(words: readonly string[], random: Random): string {
  const shape = random.below(10);
  const one = random.pick(words);
  const other = random.pick(words);
  if (shape < 4) return one + other;
  if (shape === 4) return `${one}-${other}`;
  if (shape === 5) return random.pick(BEFORE) + one;
  if (shape <= 7) return one + random.pick(AFTER);
  if (shape === 8) return `${one.slice(0, random.between(2, 5))}${other}`;
  return one + other.slice(0, random.between(2, 4));
}

/** Sounds of Chinese and Japanese as their romanisations write them: facts of spelling (Hanyu Pinyin, Hepburn). */
const INITIALS = [
  "b",
  "p",
  "m",
  "f",
  "d",
  "t",
  "n",
  "l",
  "g",
  "k",
  "h",
  "j",
  "q",
  "x",
  "zh",
  "ch",
  "sh",
  "r",
  "z",
  "c",
  "s",
  "y",
  "w",
];
const FINALS = [
  "a",
  "ai",
  "an",
  "ang",
  "ao",
  "e",
  "ei",
  "en",
  "eng",
  "i",
  "ia",
  "ian",
  "iang",
  "iao",
  "ie",
  "in",
  "ing",
  "iu",
  "ong",
  "ou",
  "u",
  "ua",
  "uan",
  "ui",
  "un",
  "uo",
];
const MORAS = [
  "ka",
  "ki",
  "ku",
  "ke",
  "ko",
  "sa",
  "shi",
  "su",
  "se",
  "so",
  "ta",
  "chi",
  "tsu",
  "te",
  "to",
  "na",
  "ni",
  "no",
  "ha",
  "hi",
  "fu",
  "ma",
  "mi",
  "mo",
  "ya",
  "yu",
  "yo",
  "ra",
  "ri",
  "ru",
  "re",
  "ro",
  "wa",
  "ga",
  "gi",
  "go",
  "da",
  "do",
  "ba",
  "bu",
  "a",
  "i",
  "u",
  "o",
  "n",
];

/** As people in Asia name sites: syllables of their language, initials of a company, lucky numbers. */
export function romanisedLabel(random: Random): string {
  const shape = random.below(10);
  let made = "";
  if (shape < 4)
    for (let left = random.between(2, 4); left > 0; left--) made += random.pick(INITIALS) + random.pick(FINALS);
  else if (shape < 7) for (let left = random.between(3, 6); left > 0; left--) made += random.pick(MORAS);
  else if (shape < 9) {
    for (let left = random.between(1, 4); left > 0; left--) made += random.pick(INITIALS)[0];
    for (let left = random.between(2, 6); left > 0; left--)
      made += String(random.pick([1, 5, 6, 6, 8, 8, 8, 9, 9, 0, 2, 3]));
  } else for (let left = random.between(6, 8); left > 0; left--) made += random.pick(INITIALS)[0];
  return made.length >= 6 ? made : `${made}${random.pick(["888", "cn", "tw", "jp", "168"])}`;
}
