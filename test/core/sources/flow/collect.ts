/** Reads flow logs to the end, for tests: the fast way, and the slow way line by line. */

import type { Ip } from "../../../../src/core/net/ip.ts";
import { ipText, parseIp } from "../../../../src/core/net/ip.ts";
import { COLUMNS, KIND, SLOT } from "../../../../src/core/sources/flow/columns.ts";
import { DEFAULT_FORMAT } from "../../../../src/core/sources/flow/flow-format.ts";
import { formatFor, type FormatState, parseFlowLine, wordsOf } from "../../../../src/core/sources/flow/flow-line.ts";
import { FlowReader } from "../../../../src/core/sources/flow/flow-reader.ts";
import { type FlowSink, FlowTables } from "../../../../src/core/sources/flow/flow-tables.ts";
import { decodeUtf8, encodeUtf8 } from "../../../../src/core/text.ts";

/** By column name; absent values left out. */
export type PlainRecord = Record<string, string | number>;
export type Collected = {
  records: PlainRecord[];
  skipped: Record<string, number>;
  rejected: number;
  reasons: Record<string, number>;
  scanned: number;
  slow: number;
};

const ENUMS: Record<number, readonly string[]> = {
  [KIND.action]: ["", "ACCEPT", "REJECT"],
  [KIND.status]: ["", "NODATA", "SKIPDATA"],
  [KIND.direction]: ["", "ingress", "egress"],
};

export function plainRow(row: Float64Array, tables: FlowTables): PlainRecord {
  const record: PlainRecord = {};
  for (const { name, slot, kind } of COLUMNS) {
    const value = row[slot] ?? NaN;
    if (kind === KIND.name && value > 0) record[name] = tables.names.text(value) ?? "?";
    else if (kind === KIND.address && value >= 0) record[name] = ipText(tables.addresses.ip(value));
    else if (kind === KIND.port || kind === KIND.byte || kind === KIND.count) {
      if (value >= 0) record[name] = value;
    } else if (ENUMS[kind]?.[value]) record[name] = ENUMS[kind][value] ?? "?";
  }
  return record;
}

/** Takes rows one by one. */
export function sinkOf(record: (row: Float64Array) => void, flush: () => void = () => {}): FlowSink {
  return {
    records: (rows, count) => rows.slice(0, count).forEach((row) => record(row)),
    flush,
  };
}

/** `cuts`: where the bytes are cut into slices. */
export function readFast(log: string | Uint8Array, cuts: readonly number[] = []): Collected {
  const bytes = typeof log === "string" ? encodeUtf8(log) : log;
  const tables = new FlowTables();
  const records: PlainRecord[] = [];
  const reader = new FlowReader(
    tables,
    sinkOf((row) => records.push(plainRow(row, tables))),
  );
  const reasons: Record<string, number> = {};
  const reject = reader.counts.reject.bind(reader.counts);
  reader.counts.reject = (reason) => {
    reasons[reason] = (reasons[reason] ?? 0) + 1;
    reject(reason);
  };
  let from = 0;
  for (const to of [...cuts, bytes.length]) {
    reader.push(bytes.slice(from, to));
    from = to;
  }
  reader.end();
  const { skipped, rejected } = reader.counts;
  return { records, skipped, rejected, reasons, scanned: reader.scanned, slow: reader.slow };
}

/** Every line by the slow, obvious way. */
export function readSlow(log: string | Uint8Array): Collected {
  const text = typeof log === "string" ? log : decodeUtf8(log);
  let state: FormatState = { format: DEFAULT_FORMAT, fromHeader: false };
  const out: Collected = { records: [], skipped: {}, rejected: 0, reasons: {}, scanned: 0, slow: 0 };
  for (const line of text.split("\n")) {
    for (const outcome of parseFlowLine(line, state)) {
      if (outcome.kind === "header") state = { format: outcome.format, fromHeader: true };
      else if (outcome.kind === "skipped") out.skipped[outcome.status] = (out.skipped[outcome.status] ?? 0) + 1;
      else if (outcome.kind === "rejected") {
        out.rejected++;
        out.reasons[outcome.reason] = (out.reasons[outcome.reason] ?? 0) + 1;
      } else if (outcome.kind === "record") out.records.push(plainValues(outcome.values));
    }
    if (!state.fromHeader && !line.trimStart().startsWith("{")) {
      state = { format: formatFor(wordsOf(line), state), fromHeader: false };
    }
  }
  return out;
}

function plainValues(values: ReadonlyMap<number, string | number | null>): PlainRecord {
  const record: PlainRecord = {};
  for (const { name, slot, kind } of COLUMNS) {
    const value = values.get(slot) ?? null;
    if (value === null || slot === SLOT.status) continue;
    record[name] = kind === KIND.address && typeof value === "string" ? ipText(canonical(value)) : value;
  }
  return record;
}

function canonical(text: string): Ip {
  return parseIp(text) ?? text;
}
