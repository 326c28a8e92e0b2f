/** PROOF_POINT: header `domain|ip, category, score, first_seen, last_seen, ports (|)`; the entry stands first. */

import { csvParser } from "./csv-parser.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

/** The first column may hold an address under the `domain` header too. Ports are not looked at. */
export function proofPointParser(sink: ListSink): ListParser {
  return csvParser(sink, ([entry = "", category = ""], line) => {
    if (/^(?:#.*|domain|ip)$/i.test(entry)) return;
    sink.entry({ text: entry, family: category === "" || /^\d+$/.test(category) ? null : category }, line);
  });
}
