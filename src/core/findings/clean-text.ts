/** Text from a log made safe to show to people: one line, nothing invisible, nothing that turns the reading direction. */

import { invariant } from "../invariant.ts";
import { NAME_CHARS_MAX } from "../limits.ts";

/** Controls and line breaks become a space. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Format characters (bidi, zero-width, tags), private use, lone surrogates and blank Hangul fillers show as U+FFFD. */
const INVISIBLE = /[\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u3164\uffa0]/gu;

/** At most `charsMax` UTF-16 units, no surrogate pair split; a cut text ends in "…". */
export function cutText(text: string, charsMax: number): string {
  invariant(charsMax >= 1, "no room for text");
  if (text.length <= charsMax) return text;
  const last = text.charCodeAt(charsMax - 2);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, splitsPair ? charsMax - 2 : charsMax - 1)}…`;
}

export function cleanText(text: string, charsMax: number = NAME_CHARS_MAX): string {
  // Cut first: names may be 256 KB long, and each unit is replaced by at most one.
  const cut = cutText(text, charsMax);
  return cut.replace(BREAKS, " ").replace(INVISIBLE, "\ufffd").trim();
}
