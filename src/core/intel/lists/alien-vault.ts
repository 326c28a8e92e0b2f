/** ALIEN_VAULT: `address#risk#reliability#activity#country#city#latitude,longitude#number`; activity and city may be empty. */

import { lineParser } from "./line-parser.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

export function alienVaultParser(sink: ListSink): ListParser {
  return lineParser(sink, (text, line) => {
    if (text.startsWith("#")) return;
    const [entry = "", , , activity = ""] = text.split("#").map((column) => column.trim());
    sink.entry({ text: entry, family: activity === "" ? null : activity }, line);
  });
}
