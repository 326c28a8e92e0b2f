/** Hosts files that block: `0.0.0.0 name name # comment`. */

import { lineParser } from "./line-parser.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

export const SINK_ADDRESS = /^(?:0\.0\.0\.0|127\.0\.0\.1|255\.255\.255\.255|::1?|fe80::1%lo0|ff0[0-3]::[0-3]?)\s/;

/** What such files define for the machine itself. */
const OWN_NAMES = /^(?:local|localhost(?:\.localdomain)?|localhost\d|broadcasthost|ip6-\w+|0\.0\.0\.0)$/i;

/** A line that maps to another address is taken for its first word: lists mix bare names in. */
export function hostsParser(sink: ListSink): ListParser {
  return lineParser(sink, (text, line) => {
    const words = (text.split("#")[0] ?? "").trim().split(/\s+/);
    const names = SINK_ADDRESS.test(`${words[0] ?? ""} `) ? words.slice(1) : words.slice(0, 1);
    for (const name of names) {
      if (name !== "" && !OWN_NAMES.test(name)) sink.entry({ text: name, family: null }, line);
    }
  });
}
