/** Ad-block filter lists: `||name^` blocks a name and all under it; what blocks less than a whole host is left out. */

import { SINK_ADDRESS } from "./hosts.ts";
import { lineParser } from "./line-parser.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

const HOST_RULE = /^\|\|([^/^$*|:\s]+)\^?\|?(?:\$(.*))?$/;
/** Options under which the rule still blocks the host as such. */
const WHOLE_HOST = /^(?:all|doc|document|important|popup|third-party|3p)$/;

export function adblockParser(sink: ListSink): ListParser {
  return lineParser(sink, (text, line) => {
    if (text.startsWith("!") || text.startsWith("[") || text.startsWith("# ") || text === "#") return;
    if (text.startsWith("@@")) return sink.ignore("exception");
    if (/#[@?$]*#/.test(text)) return sink.ignore("cosmetic rule");
    const rule = HOST_RULE.exec(text);
    const options = rule?.[2]?.split(",") ?? [];
    if (rule?.[1] !== undefined && options.every((option) => WHOLE_HOST.test(option))) {
      return sink.entry({ text: rule[1], family: null, scope: "tree" }, line);
    }
    // AdGuard's dialect allows bare names and hosts lines too.
    const name = text.replace(SINK_ADDRESS, "").trim();
    if (/^[^\s/|^$*]+$/.test(name)) return sink.entry({ text: name, family: null }, line);
    return sink.ignore("partial rule");
  });
}
