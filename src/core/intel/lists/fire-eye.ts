/** FIRE_EYE: iSIGHT CSV of 47 columns, of which `cidr`, `ip` and `domain` hold entries; found by the header's names. */

import { csvParser } from "./csv-parser.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

const ENTRY_COLUMNS = ["cidr", "ip", "domain"];

export function fireEyeParser(sink: ListSink): ListParser {
  let header: readonly string[] | null = null;
  return csvParser(sink, (fields, line) => {
    if (header === null) {
      header = fields.map((field) => field.toLowerCase());
      return;
    }
    const column = (name: string): string => fields[header?.indexOf(name) ?? -1] ?? "";
    const family = column("malwarefamily");
    let entries = 0;
    for (const name of ENTRY_COLUMNS) {
      const text = column(name);
      if (text === "") continue;
      sink.entry({ text, family: family === "" ? null : family }, line);
      entries++;
    }
    if (entries === 0) sink.ignore("row without address or domain");
  });
}
