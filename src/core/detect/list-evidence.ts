/** What lists say of a deed, as a finding's additionalInfo tells it: GuardDuty's two names, and every match with its entry. */

import { cleanText } from "../findings/clean-text.ts";
import type { Category } from "../intel/categories.ts";
import type { ListMatch } from "../intel/tables.ts";
import type { JsonObject } from "../json.ts";
import { LIST_MATCHES_SHOWN_MAX } from "../limits.ts";

/** `threatListName` and `threatName` of the first match; `listMatches` of all, at most LIST_MATCHES_SHOWN_MAX. */
export function listEvidence(matches: readonly ListMatch[]): JsonObject {
  const [first] = matches;
  if (!first) return {};
  return { ...threatOf(first), listMatches: matches.slice(0, LIST_MATCHES_SHOWN_MAX).map(matchDetail) };
}

function threatOf({ list, family }: ListMatch): JsonObject {
  return { threatListName: cleanText(list), ...(family === null ? {} : { threatName: cleanText(family) }) };
}

function matchDetail(match: ListMatch): JsonObject {
  return { ...threatOf(match), category: match.category, entry: cleanText(match.entry) };
}

/** The same matches, those of `category` first: the list that decided is the one a finding names. */
export function decidingFirst(matches: readonly ListMatch[], category: Category): readonly ListMatch[] {
  const decides = (match: ListMatch): boolean => match.category === category;
  return [...matches.filter(decides), ...matches.filter((match) => !decides(match))];
}

/** `list "tor-exit.txt", entry 198.51.100.0/24 (emotet)`: the first match, in words. */
export function listWords(matches: readonly ListMatch[]): string {
  const [first] = matches;
  if (!first) return "no list";
  const threat = first.family === null ? "" : ` (${cleanText(first.family)})`;
  return `list "${cleanText(first.list).replaceAll('"', "'")}", entry ${cleanText(first.entry)}${threat}`;
}
