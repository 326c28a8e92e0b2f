/** The frame of every line-based format: cuts pieces of text into lines, bounded. */

import { LIST_LINE_CHARS_MAX } from "../../limits.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

/** `onLine` gets each line without its end (LF or CRLF) and without blanks around it, empty ones left out. */
export function lineParser(sink: ListSink, onLine: (text: string, line: number) => void): ListParser {
  let rest = "";
  let line = 1;
  let skipping = false;

  function take(text: string): void {
    if (skipping) skipping = false;
    else if (text.length > LIST_LINE_CHARS_MAX) sink.reject("line-too-long", text, line);
    else {
      const trimmed = text.trim();
      if (trimmed !== "") onLine(trimmed, line);
    }
    line++;
  }

  return {
    push: (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const each of lines) take(each);
      if (skipping) rest = "";
      else if (rest.length > LIST_LINE_CHARS_MAX) {
        sink.reject("line-too-long", rest, line);
        skipping = true;
        rest = "";
      }
      return null;
    },
    end: () => {
      if (rest !== "") take(rest);
      return null;
    },
  };
}
