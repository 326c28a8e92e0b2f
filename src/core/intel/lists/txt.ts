/** TXT: one entry a line, with what real lists put around it: comments, counts, columns. */

import { lineParser } from "./line-parser.ts";
import type { ListParser, ListSink, RawEntry } from "./list-entry.ts";

const COMMENT_LINE = /^(?:#|;|!|\/\/)/;
const COMMENT_AFTER = /\s(?:#|;|\/\/).*$/;

/**
 * Read are `entry`, `entry # comment` (also `;` and `//`), `entry<TAB>count` (ipsum), `entry<TAB>category<TAB>family`,
 * `entry,info,(reference)` (maltrail) and `entry anything`. The rest of a row is not looked at.
 */
export function txtParser(sink: ListSink): ListParser {
  return lineParser(sink, (text, line) => {
    if (COMMENT_LINE.test(text)) return;
    const raw = txtEntry(text.replace(COMMENT_AFTER, ""));
    sink.entry(raw, line);
  });
}

function txtEntry(text: string): RawEntry {
  if (text.includes("\t")) {
    const [entry = "", , family = ""] = text.split("\t");
    return { text: firstWord(entry), family: family === "" || /^\d+$/.test(family) ? null : family };
  }
  const [entry = "", info = "", reference = ""] = text.split(",");
  return { text: firstWord(entry), family: reference.startsWith("(") ? info : null };
}

/** Blanks end an entry, save those around the hyphen of a range. */
function firstWord(text: string): string {
  return (
    text
      .replace(/\s+-\s+/, "-")
      .trim()
      .split(/\s/)[0] ?? ""
  );
}
