/** OTX_CSV: header `Indicator type, Indicator, Description`; rows of type CIDR, IPv4, IPv6, Domain name and others. */

import { csvParser } from "./csv-parser.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

const TAKEN = /^(?:cidr|ipv4|ipv6|domain|domain name|hostname)$/i;

export function otxCsvParser(sink: ListSink): ListParser {
  return csvParser(sink, ([type = "", indicator = ""], line) => {
    if (/^(?:#|indicator type$)/i.test(type)) return;
    if (TAKEN.test(type)) sink.entry({ text: indicator, family: null }, line);
    else sink.ignore(type.toLowerCase());
  });
}
