/** Every published list → one set of tables, and what each list came to. */

import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Category } from "../../src/core/intel/categories.ts";
import { listRules } from "../../src/core/intel/list-rules.ts";
import type { ListReport } from "../../src/core/intel/lists/list-report.ts";
import { type ListReader, readList } from "../../src/core/intel/lists/read-list.ts";
import { type ThreatTables, ThreatTablesBuilder } from "../../src/core/intel/tables.ts";
import type { HashKey } from "../../src/core/net/keyed-hash.ts";
import { inflate } from "../../src/http/inflate.ts";
import { addList } from "../../cli/read-lists.ts";
import { MALTRAIL, MALTRAIL_CATEGORIES, PUBLISHED_LISTS } from "./published-lists.ts";

export type CompiledList = { readonly list: string; readonly category: Category; readonly report: ListReport | string };

export async function compileLists(
  folder: string,
  key: HashKey,
): Promise<{ tables: ThreatTables; lists: CompiledList[] }> {
  const builder = new ThreatTablesBuilder(key);
  const lists: CompiledList[] = [];
  for (const { path, category } of PUBLISHED_LISTS) {
    const report = await addList(builder, { category, file: `${folder}/${path}` }, path).catch(String);
    lists.push({ list: path, category, report });
  }
  lists.push(...(await addMaltrail(builder, `${folder}/${MALTRAIL}`)));
  return { tables: builder.build(), lists };
}

/** One list for each of its categories, all from one reading of the file. */
async function addMaltrail(builder: ThreatTablesBuilder, file: string): Promise<CompiledList[]> {
  const readers = new Map<Category, ListReader>();
  const readerOf = (category: Category): ListReader => {
    const known = readers.get(category);
    if (known) return known;
    const label = { list: `maltrail-${category}`, category };
    const made = readList(listRules(category), (entry, family) => builder.add(entry, { ...label, family }));
    readers.set(category, made);
    return made;
  };
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let rest = "";
  const take = (text: string): void => {
    const lines = text.split("\n");
    rest = lines.pop() ?? "";
    const texts = new Map<Category, string>();
    for (const line of lines) {
      const category = MALTRAIL_CATEGORIES[line.split("\t")[1] ?? ""];
      if (category) texts.set(category, `${texts.get(category) ?? ""}${line}\n`);
    }
    for (const [category, part] of texts) readerOf(category).push(encoder.encode(part));
  };
  for await (const bytes of inflate(createReadStream(file), Number.POSITIVE_INFINITY)) {
    take(rest + decoder.decode(bytes, { stream: true }));
  }
  take(`${rest}\n`);
  return [...readers].map(([category, reader]) => {
    const report = reader.end();
    return { list: `${basename(file)} (${category})`, category, report: report.ok ? report.value : report.error };
  });
}
