/** Log text made fit for a sentence: attackers choose names, and some characters change how the rest is read. */

import { NAME_CHARS_MAX } from "../limits.ts";

/** C0 and C1 controls, line separators, bidirectional overrides, zero-width characters, lone surrogates, BOM. */
// oxlint-disable-next-line no-control-regex -- control characters are what it removes
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** One line, at most `charsMax` characters, nothing invisible. */
export function cleanText(text: string, charsMax: number = NAME_CHARS_MAX): string {
  const head = text.length > charsMax * 4 ? text.slice(0, charsMax * 4) : text;
  const clean = head.replace(UNFIT, "").trim();
  return clean.length <= charsMax ? clean : `${clean.slice(0, charsMax - 1)}…`;
}
