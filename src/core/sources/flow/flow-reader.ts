/** A flow log object as bytes, slice by slice → rows of numbers, with a count of everything that was not traffic. */

import { FLOW_BLOCK_ROWS, RECORD_BYTES_MAX } from "../../limits.ts";
import { decodeUtf8 } from "../../text.ts";
import { LineSplitter } from "../line-splitter.ts";
import { ObjectCounts } from "../object-counts.ts";
import { SLOT, STATUS } from "./columns.ts";
import { DEFAULT_FORMAT } from "./flow-format.ts";
import { checkObject, formatFor, type FormatState, type LineOutcome, parseFlowLine, wordsOf } from "./flow-line.ts";
import { emptyRow, fillRow } from "./flow-row.ts";
import type { FlowSink, FlowTables } from "./flow-tables.ts";
import { LineScanner } from "./line-scanner.ts";
import { FULL } from "./read-value.ts";

/** Changes when the same bytes would give other records: part of every chunk id. */
export const FLOW_PARSER_VERSION = 2;

export class FlowReader {
  readonly counts = new ObjectCounts();
  /** Lines that the scanner read, and that were left to the slow way. */
  scanned = 0;
  slow = 0;
  readonly #tables: FlowTables;
  readonly #sink: FlowSink;
  readonly #scanner: LineScanner;
  readonly #splitter = new LineSplitter({
    onLines: (bytes, from, to) => this.#lines(bytes, from, to),
    onOversize: () => this.#reject(`line: longer than ${RECORD_BYTES_MAX} bytes`),
  });
  #state: FormatState = { format: DEFAULT_FORMAT, fromHeader: false };
  #seen = 0;
  /** Those scanned and not given yet, `#held` of them, and behind those the one to scan into. */
  readonly #rows = Array.from({ length: FLOW_BLOCK_ROWS }, emptyRow);
  #held = 0;
  readonly #slowRows = [emptyRow()];

  constructor(tables: FlowTables, sink: FlowSink) {
    this.#tables = tables;
    this.#sink = sink;
    this.#scanner = new LineScanner(tables);
    this.#scanner.use(DEFAULT_FORMAT);
  }

  /** Takes the next slice of the object, cut anywhere. */
  push(slice: Uint8Array): void {
    this.counts.bytes += slice.length;
    this.#splitter.push(slice);
  }

  /** Takes a record that is an object already, as a row of a Parquet file is. */
  pushObject(object: Readonly<Record<string, unknown>>): void {
    this.#take(checkObject(object));
  }

  /** Reads what is left without a newline, and has the sink emit what it holds. */
  end(): void {
    this.#splitter.end();
    this.#sink.flush();
  }

  #lines(bytes: Uint8Array, from: number, to: number): void {
    let at = from;
    this.#scanner.over(bytes);
    while (at < to) {
      const next =
        this.#state.format.unusable === null
          ? this.#scanner.scan(bytes, at, this.#rows[this.#held] as Float64Array)
          : -1;
      if (next >= 0 && next - at <= RECORD_BYTES_MAX) {
        this.scanned++;
        if (this.#counted(this.#rows[this.#held] as Float64Array) && ++this.#held === FLOW_BLOCK_ROWS) this.#give();
        at = next;
      } else if (next === FULL) {
        this.#startAnew();
      } else {
        const end = bytes.indexOf(0x0a, at);
        this.#slowLine(bytes.subarray(at, end));
        at = end + 1;
      }
    }
    this.#give();
  }

  #slowLine(line: Uint8Array): void {
    if (line.length > RECORD_BYTES_MAX) return this.#reject(`line: longer than ${RECORD_BYTES_MAX} bytes`);
    this.slow++;
    const text = decodeUtf8(line);
    const { fromHeader } = this.#state;
    for (const outcome of parseFlowLine(text, this.#state)) this.#take(outcome);
    if (fromHeader || this.#state.fromHeader || text.trimStart().startsWith("{")) return;
    this.#use({ format: formatFor(wordsOf(text), this.#state), fromHeader: false });
  }

  #take(outcome: LineOutcome): void {
    switch (outcome.kind) {
      case "header":
        return this.#use({ format: outcome.format, fromHeader: true });
      case "blank":
        return;
      case "rejected":
        return this.#reject(outcome.reason);
      case "skipped":
        this.#seen++;
        return this.counts.skip(outcome.status);
      case "record": {
        const [row] = this.#slowRows as [Float64Array];
        this.#give();
        if (!fillRow(row, outcome.values, this.#tables)) {
          this.#startAnew();
          fillRow(row, outcome.values, this.#tables);
        }
        if (this.#counted(row)) this.#sink.records(this.#slowRows, 1);
      }
    }
  }

  /** False for a row that is no traffic. */
  #counted(row: Float64Array): boolean {
    this.#seen++;
    const status = row[SLOT.status] as number;
    if (status === STATUS.ok) {
      row[SLOT.record] = this.#seen;
      this.counts.records++;
      return true;
    }
    this.counts.skip(status === STATUS.noData ? "NODATA" : "SKIPDATA");
    return false;
  }

  /** Gives the rows that were scanned. */
  #give(): void {
    if (this.#held > 0) this.#sink.records(this.#rows, this.#held);
    this.#held = 0;
  }

  #reject(reason: string): void {
    this.#seen++;
    this.counts.reject(reason);
  }

  #use(state: FormatState): void {
    if (state.format !== this.#state.format) {
      this.#give();
      // What the new format does not have must not be left over from the old one.
      for (const row of this.#rows) row.set(emptyRow());
      this.#scanner.use(state.format);
    }
    this.#state = state;
  }

  #startAnew(): void {
    this.#give();
    this.#sink.flush();
    this.#tables.startAnew();
    this.#scanner.forget();
  }
}
