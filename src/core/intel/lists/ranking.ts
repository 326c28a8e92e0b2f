/** Rankings of popular domains: each entry comes with its class (rank-table.ts) as its family. */

import { rankClassOf } from "../rank-table.ts";
import { csvParser } from "./csv-parser.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

const NAME_COLUMNS = ["domain", "origin"];
const RANK_COLUMNS = ["globalrank", "rank"];

type Columns = { readonly name: number; readonly rank: number };

/**
 * CSV with a header that names both columns (Chrome UX Report: `origin,rank`; Majestic: `GlobalRank,…,Domain,…`), or
 * without one: `rank,domain` (Tranco, Umbrella), or a domain a line, the most popular first. Ranks beyond a million are
 * left out.
 */
export function rankingParser(sink: ListSink): ListParser {
  let columns: Columns | null | undefined;
  let place = 0;
  return csvParser(sink, (fields, line) => {
    if (columns === undefined) {
      columns = columnsOf(fields);
      if (columns !== null) return;
    }
    place++;
    const { name, rank } = columns ?? (fields.length > 1 ? { name: 1, rank: 0 } : { name: 0, rank: -1 });
    const text = fields[name] ?? "";
    const given = rank < 0 ? place : Number(fields[rank] || Number.NaN);
    if (!Number.isInteger(given) || given < 1) return sink.reject("not-an-entry", fields.join(","), line);
    const family = rankClassOf(given);
    if (family === null) return sink.ignore("beyond a million");
    return sink.entry({ text, family: String(family) }, line);
  });
}

/** Null where the first record is no header. */
function columnsOf(fields: readonly string[]): Columns | null {
  const lower = fields.map((field) => field.toLowerCase());
  const indexOf = (names: readonly string[]): number => lower.findIndex((field) => names.includes(field));
  const [name, rank] = [indexOf(NAME_COLUMNS), indexOf(RANK_COLUMNS)];
  return name < 0 || rank < 0 ? null : { name, rank };
}
