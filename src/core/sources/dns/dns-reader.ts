/** A Resolver query log object as bytes, slice by slice → DnsQueries, with a count of everything that was not one. */

import type { DnsQuery } from "../../event-dns.ts";
import { isObject, type Json } from "../../json.ts";
import { DNS_PARSE_BATCH_BYTES, RECORD_BYTES_MAX } from "../../limits.ts";
import { decodeUtf8 } from "../../text.ts";
import { LineSplitter } from "../line-splitter.ts";
import { ObjectCounts } from "../object-counts.ts";
import { RecordScanner } from "./record-scanner.ts";
import { type DnsDefaults, DnsQueryMaker } from "./to-dns-query.ts";

/** Changes when the same bytes would give other queries: part of every chunk id. */
export const DNS_PARSER_VERSION = 3;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

export class DnsReader {
  readonly counts = new ObjectCounts();
  /** Lines that the scanner read; the others go the slow way. */
  scanned = 0;
  readonly #scanner: RecordScanner;
  readonly #maker: DnsQueryMaker;
  readonly #onQuery: (query: DnsQuery, bytes: number) => void;
  readonly #splitter = new LineSplitter({
    onLines: (bytes, from, to) => this.#lines(bytes, from, to),
    onOversize: () => this.#reject(`record is longer than ${RECORD_BYTES_MAX} bytes`),
  });
  #seen = 0;
  /** Ends of the lines of the batch at hand. */
  readonly #ends: number[] = [];

  /** `onQuery` gets each query, which holds during the call, and the length of its record in bytes. */
  constructor(defaults: DnsDefaults, onQuery: (query: DnsQuery, bytes: number) => void) {
    this.#scanner = new RecordScanner(defaults);
    this.#maker = new DnsQueryMaker(defaults);
    this.#onQuery = onQuery;
  }

  /** Takes the next slice of the object, cut anywhere. */
  push(slice: Uint8Array): void {
    this.counts.bytes += slice.length;
    this.#splitter.push(slice);
  }

  end(): void {
    this.#splitter.end();
  }

  /** Lines that the scanner does not read are cut into batches; one that does not look like an object goes by itself. */
  #lines(bytes: Uint8Array, from: number, to: number): void {
    this.#scanner.over(bytes);
    let start = from;
    for (let at = from; at < to;) {
      const next = this.#scanner.scan(bytes, at);
      if (next >= 0 && next - 1 - at <= RECORD_BYTES_MAX) {
        if (this.#ends.length > 0) this.#batch(bytes, start);
        this.scanned++;
        this.counts.records++;
        this.#onQuery(this.#scanner.query(++this.#seen), next - 1 - at);
        start = at = next;
        continue;
      }
      const end = bytes.indexOf(NEWLINE, at);
      if (isPlain(bytes, at, end)) {
        this.#ends.push(end);
        if (end - start >= DNS_PARSE_BATCH_BYTES) {
          this.#batch(bytes, start);
          start = end + 1;
        }
      } else {
        this.#batch(bytes, start);
        this.#line(bytes, at, end);
        start = end + 1;
      }
      at = end + 1;
    }
    this.#batch(bytes, start);
  }

  /** Many records in one `JSON.parse`, or, where that fails, one by one. */
  #batch(bytes: Uint8Array, start: number): void {
    const ends = this.#ends;
    const last = ends.at(-1);
    if (last === undefined) return;
    const text = decodeUtf8(bytes.subarray(start, last));
    const values = tryParse(`[${text.replaceAll("\n", ",")}]`);
    const whole = Array.isArray(values) && values.length === ends.length ? values : null;
    let at = start;
    for (const [index, end] of ends.entries()) {
      if (whole) this.#take(unwrap(whole[index]), end - at);
      else this.#line(bytes, at, end);
      at = end + 1;
    }
    ends.length = 0;
  }

  #line(bytes: Uint8Array, from: number, end: number): void {
    if (end - from > RECORD_BYTES_MAX) return this.#reject(`record is longer than ${RECORD_BYTES_MAX} bytes`);
    const text = decodeUtf8(bytes.subarray(from, end)).trim();
    if (text === "") return;
    const value = tryParse(text);
    if (value === undefined) this.#reject("record is not valid JSON");
    else this.#take(unwrap(value), end - from);
  }

  #take(value: Json | undefined, bytes: number): void {
    const query = this.#maker.make(value, this.#seen + 1);
    if (!query.ok) return this.#reject(query.error);
    this.#seen++;
    this.counts.records++;
    this.#onQuery(query.value, bytes);
  }

  #reject(reason: string): void {
    this.#seen++;
    this.counts.reject(reason);
  }
}

/** Begins and ends as an object and is short enough to be joined with others. */
function isPlain(bytes: Uint8Array, from: number, end: number): boolean {
  const last = bytes[end - 1] === RETURN ? end - 2 : end - 1;
  return bytes[from] === OPEN_BRACE && bytes[last] === CLOSE_BRACE && last > from && end - from <= RECORD_BYTES_MAX;
}

/** CloudWatch and shippers put the record, as text, into `message`. */
function unwrap(value: Json | undefined): Json | undefined {
  if (!isObject(value) || typeof value["message"] !== "string" || value["query_name"] !== undefined) return value;
  return tryParse(value["message"]) ?? value;
}

function tryParse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
