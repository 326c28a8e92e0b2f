/** One list's bytes → lookup tables of its own, encoded, with what became of its lines. */

import { explainSample, type ListReport } from "../core/intel/lists/list-report.ts";
import { type ReadListOptions, readList } from "../core/intel/lists/read-list.ts";
import type { Category } from "../core/intel/categories.ts";
import { cloudLabel, cloudText } from "../core/intel/cloud-label.ts";
import { encodeTables } from "../core/intel/tables-codec.ts";
import { sinceDayOf } from "../core/intel/listing-age.ts";
import { type ThreatTables, ThreatTablesBuilder } from "../core/intel/tables.ts";
import type { HashKey } from "../core/net/keyed-hash.ts";
import { inflate, InflateError } from "../http/inflate.ts";
import { ListError } from "./list-error.ts";
import type { ListSpec } from "./list-spec.ts";

/** Raised where the same text would give other tables: stored ones are then made anew though their source is unchanged. */
export const LIST_COMPILER_VERSION = 2;

export type CompiledList = {
  readonly tables: Uint8Array;
  /** In the tables. Repeated ones count each time. */
  readonly entries: number;
  readonly categories: readonly Category[];
  readonly summary: ListSummary;
};

/** For listing ages, which are kept of feeds alone. `before`: tables of the last reading, null for none. */
export type Ages = { readonly before: ThreatTables | null; readonly today: number };

/** For people. */
export type ListSummary = {
  readonly format: string;
  readonly rejected: number;
  /** Of a kind that the list does not hold, or that the feed's category leaves out. */
  readonly leftOut: number;
  readonly samples: readonly string[];
};

/** `body`: plain or gzip. `ages`: null where none are kept. Throws ListError for what is no usable list. */
export async function compileList(
  body: AsyncIterable<Uint8Array>,
  spec: ListSpec,
  key: HashKey,
  nowIso: string,
  ages: Ages | null = null,
): Promise<CompiledList> {
  const { tables, report, categories, leftOut } = await buildTables(body, spec, key, nowIso, ages);
  const entries = report.accepted - leftOut;
  refuse(report, entries, spec);
  const { format, rejected } = report;
  const summary = { format, rejected, leftOut, samples: report.samples.map(explainSample) };
  return { tables: encodeTables(tables), entries, categories: [...categories], summary };
}

/** Apart, so that the builder is gone when the tables are encoded: of the largest feed either takes tens of megabytes. */
async function buildTables(
  body: AsyncIterable<Uint8Array>,
  spec: ListSpec,
  key: HashKey,
  nowIso: string,
  ages: Ages | null,
) {
  const builder = new ThreatTablesBuilder(key);
  const categories = new Set<Category>();
  let leftOut = 0;
  const options: ReadListOptions = { ...spec.rules, ...(spec.format ? { format: spec.format } : {}), nowIso };
  const reader = readList(options, (entry, family) => {
    const category = typeof spec.category === "function" ? spec.category(family) : spec.category;
    const fits = spec.entities === "entity" || entry.kind === "ipv4" || entry.kind === "ipv6";
    if (category === null || !fits) return void leftOut++;
    categories.add(category);
    const label = { list: spec.name, category, family: ownedBy(spec.provider, family) };
    const sinceDay = ages === null ? undefined : sinceDayOf(entry, ages.before, ages.today);
    builder.add(entry, sinceDay === undefined ? label : { ...label, sinceDay });
  });
  const report = await readAll(body, reader, options);
  return { tables: builder.build(), report, categories, leftOut };
}

/** A cloud's range whose text names nobody is its publisher's. */
function ownedBy(provider: string | null, family: string | null): string | null {
  if (provider === null) return family;
  const label = cloudLabel(family);
  return cloudText({ ...label, provider: label.provider || provider });
}

type Reader = ReturnType<typeof readList>;

async function readAll(body: AsyncIterable<Uint8Array>, reader: Reader, options: ReadListOptions): Promise<ListReport> {
  try {
    // One byte more than a list may have, so that the reader sees that there is more.
    for await (const bytes of inflate(body, (options.bytesMax ?? 0) + 1)) if (!reader.push(bytes)) break;
  } catch (error) {
    if (error instanceof InflateError) throw new ListError(`the list ${error.message}`);
    throw error;
  }
  const report = reader.end();
  if (!report.ok) throw new ListError(report.error);
  return report.value;
}

/** A list cut off anywhere, or a page of something else, must not take the place of a good one. */
function refuse(report: ListReport, entries: number, spec: ListSpec): void {
  if (report.truncatedBy === "bytes") throw new ListError(`the list has more than ${spec.rules.bytesMax} bytes`);
  if (report.truncatedBy === "entries") throw new ListError(`the list has more than ${spec.rules.entriesMax} entries`);
  const sample = report.samples[0];
  const why = sample === undefined ? "" : `: ${explainSample(sample)}`;
  if (entries === 0) throw new ListError(`the list has no usable entry${why}`);
  if (spec.published && report.rejected > report.accepted) {
    throw new ListError(`more lines are refused (${report.rejected}) than taken (${report.accepted})${why}`);
  }
}
