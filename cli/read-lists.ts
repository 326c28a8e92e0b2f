/** The lists named on a command line → one set of tables, and what of them could not be taken. */

import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { HashKey } from "../src/core/net/keyed-hash.ts";
import { listRules } from "../src/core/intel/list-rules.ts";
import { explainSample, type ListReport } from "../src/core/intel/lists/list-report.ts";
import { readList } from "../src/core/intel/lists/read-list.ts";
import { type ThreatTables, ThreatTablesBuilder } from "../src/core/intel/tables.ts";
import { inflate } from "../src/http/inflate.ts";
import type { ListOption } from "./scan-options.ts";

/** Null without lists. Throws where a file does not exist or is no list. `tell` gets what was refused. */
export async function readLists(
  lists: readonly ListOption[],
  key: HashKey,
  tell: (text: string) => void,
): Promise<ThreatTables | null> {
  if (lists.length === 0) return null;
  const builder = new ThreatTablesBuilder(key);
  for (const list of lists) tellReport(list, await addList(builder, list), tell);
  return builder.build();
}

/** Plain or gzip, streamed. `list`: the name by which findings know it. */
export async function addList(
  builder: ThreatTablesBuilder,
  { category, file }: ListOption,
  list: string = basename(file),
): Promise<ListReport> {
  const reader = readList(listRules(category), (entry, family) => builder.add(entry, { list, category, family }));
  for await (const bytes of inflate(createReadStream(file), Number.POSITIVE_INFINITY)) if (!reader.push(bytes)) break;
  const report = reader.end();
  if (!report.ok) throw new Error(`${file}: ${report.error}`);
  return report.value;
}

function tellReport({ category, file }: ListOption, report: ListReport, tell: (text: string) => void): void {
  const { accepted, rejected, format, samples, otherTypes, truncatedBy } = report;
  const others = Object.values(otherTypes).reduce((sum, count) => sum + count, 0);
  const rest = `${rejected} refused${others > 0 ? `, ${others} of other types` : ""}`;
  tell(`scan: list ${category}: ${file}: ${accepted} entries of ${format}, ${rest}`);
  for (const sample of samples) tell(`scan: ${file}: ${explainSample(sample)}`);
  if (truncatedBy !== null) tell(`scan: ${file}: read no further: more ${truncatedBy} than a list may have`);
}
