/** Finds the records of a CloudTrail object on its bytes, slice by slice, so that no object is held whole. */

import { RECORD_BYTES_MAX, RECORD_DEPTH_MAX } from "../../limits.ts";
import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE } from "./json-bytes.ts";
import { SliceBuffer } from "./slice-buffer.ts";

/** Complete records inside `bytes`, as [start, end) pairs; only commas and blanks between them. Valid during the call. */
export type RecordRun = { readonly bytes: Uint8Array; readonly offsets: readonly number[] };

export type SplitterSink = {
  readonly onRun: (run: RecordRun) => void;
  readonly onReject: (reason: string) => void;
  /** A faster way, where there is one, for records that are elements of an array and complete in the bytes at hand. */
  readonly plain?: PlainReader;
};

export type PlainReader = {
  /** Behind the record that starts at `from`, or -1 where it is not for this reader. `bytes` end in a zero byte. */
  readonly endOf: (bytes: Uint8Array, from: number) => number;
  /** The record that was found last, when all before it have been handed over. False where it must go into a run all the same. */
  readonly take: (length: number) => boolean;
};

/** What a byte means outside of text: nothing, or one of these. */
const TEXT = 1;
const OPENS = 2;
const CLOSES = 3;
const KIND = new Uint8Array(256);
KIND[QUOTE] = TEXT;
KIND[OPEN_BRACE] = KIND[OPEN_BRACKET] = OPENS;
KIND[CLOSE_BRACE] = KIND[CLOSE_BRACKET] = CLOSES;

/** Tab, line feed, carriage return, blank, comma, and the three bytes of a byte order mark. */
const BETWEEN_VALUES: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20, COMMA, 0xef, 0xbb, 0xbf]);

/** Keys whose array holds the records: S3 delivery, LookupEvents, CloudWatch Logs subscription. */
const CONTAINER_KEYS: ReadonlySet<string> = new Set(["Records", "Events", "logEvents"]);
const KEY_CHARS_MAX = 16;

/** Where the scanner stands: between values, in a top-level object, in the array of records, in a nested value. */
type Place = "outside" | "object" | "elements" | "nested";

/**
 * Shapes read: `{"Records":[…]}`, a bare array, objects one after another (JSON lines), one object.
 * An object without such a key is handed over whole, as one record.
 */
export class RecordSplitter {
  readonly #sink: SplitterSink;
  #place: Place = "outside";
  /** Where a nested value returns to, and whether it is a record there. */
  #outer: "object" | "elements" = "object";
  #depth = 0;
  #depthMost = 0;
  #inString = false;
  #escaped = false;
  /** Inside `#place` "object": the text of the last string, and of the last key. */
  #text = "";
  #key = "";
  #container = false;
  #inScalar = false;
  /** Start of the open record in the current bytes, -1 where none is kept. */
  #start = -1;
  #oversize = false;
  readonly #buffer = new SliceBuffer();
  #offsets: number[] = [];
  #stray = 0;
  #empty = true;

  constructor(sink: SplitterSink) {
    this.#sink = sink;
  }

  /** Takes the next slice of the object, cut anywhere. */
  push(slice: Uint8Array): void {
    const carried = this.#buffer.kept;
    const bytes = this.#buffer.add(slice);
    if (carried > 0) this.#start = 0;
    let index = carried;
    while (index < bytes.length) index = this.#advance(bytes, index);
    this.#flush(bytes);
    this.#keep(bytes);
  }

  /** Reports what the end of the object left open or out of place. Returns what says that more had been there, or null. */
  end(): string | null {
    if (this.#stray > 0) this.#sink.onReject("not JSON: text outside any record");
    else if (this.#empty) this.#sink.onReject("empty: no JSON in it");
    if (this.#place === "outside") return null;
    const inRecord = this.#place === "nested" && (this.#outer === "elements" || !this.#container);
    const cut = inRecord ? "JSON ends inside a record" : "JSON ends before the records are closed";
    this.#sink.onReject(cut);
    return cut;
  }

  #advance(bytes: Uint8Array, index: number): number {
    switch (this.#place) {
      case "nested":
        return this.#scanNested(bytes, index);
      case "elements":
        return this.#scanElements(bytes, index);
      case "object":
        return this.#inString ? this.#scanText(bytes, index) : this.#scanObject(bytes, index);
      case "outside":
        return this.#scanOutside(bytes, index);
    }
  }

  #scanOutside(bytes: Uint8Array, index: number): number {
    const byte = bytes[index] as number;
    if (byte === OPEN_BRACE) {
      this.#place = "object";
      this.#empty = false;
      this.#container = false;
      this.#key = "";
      this.#open(index);
    } else if (byte === OPEN_BRACKET) {
      this.#place = "elements";
      this.#empty = false;
      this.#outer = "elements";
      this.#container = false;
    } else if (!BETWEEN_VALUES.has(byte)) {
      this.#stray++;
    }
    return index + 1;
  }

  #scanObject(bytes: Uint8Array, index: number): number {
    const byte = bytes[index] as number;
    if (byte === QUOTE) {
      this.#inString = true;
      this.#text = "";
    } else if (byte === COLON) {
      this.#key = this.#text;
    } else if (byte === OPEN_BRACKET && CONTAINER_KEYS.has(this.#key)) {
      this.#place = "elements";
      this.#container = true;
      this.#start = -1;
      this.#oversize = false;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      this.#nest("object");
    } else if (byte === CLOSE_BRACE) {
      this.#place = "outside";
      if (!this.#container) this.#close(bytes, index + 1);
    }
    return index + 1;
  }

  /** A key or a plain value of the top-level object; only short ones without escapes can be a container's key. */
  #scanText(bytes: Uint8Array, index: number): number {
    const byte = bytes[index] as number;
    if (this.#escaped) this.#escaped = false;
    else if (byte === QUOTE) this.#inString = false;
    else {
      this.#escaped = byte === BACKSLASH;
      if (this.#text.length < KEY_CHARS_MAX) this.#text += String.fromCharCode(byte);
    }
    return index + 1;
  }

  #scanElements(bytes: Uint8Array, index: number): number {
    const byte = bytes[index] as number;
    if (byte === OPEN_BRACE) {
      const end = this.#takePlain(bytes, index);
      if (end > index) return end;
      this.#open(index);
      this.#nest("elements");
    } else if (byte === COMMA) {
      this.#inScalar = false;
    } else if (byte === CLOSE_BRACKET) {
      this.#inScalar = false;
      this.#flush(bytes);
      this.#place = this.#container ? "object" : "outside";
      this.#key = "";
    } else if (byte > 0x20) {
      this.#flush(bytes);
      if (byte === OPEN_BRACKET) this.#nest("elements");
      else if (byte === QUOTE) {
        this.#nest("elements");
        this.#depth = 0;
        this.#inString = true;
      }
      if (!this.#inScalar) this.#sink.onReject("record is not a JSON object");
      this.#inScalar = byte !== OPEN_BRACKET && byte !== QUOTE;
    }
    return index + 1;
  }

  /** Behind the record at `index`, or `index` where it is not plain. */
  #takePlain(bytes: Uint8Array, index: number): number {
    const { plain } = this.#sink;
    const end = plain?.endOf(this.#buffer.padded, index) ?? -1;
    if (!plain || end - index > RECORD_BYTES_MAX || end < 0) return index;
    this.#flush(bytes);
    if (!plain.take(end - index)) this.#offsets.push(index, end);
    return end;
  }

  #nest(outer: "object" | "elements"): void {
    this.#place = "nested";
    this.#outer = outer;
    this.#depth = 1;
    this.#depthMost = Math.max(this.#depthMost, 1);
  }

  /** The hot loop: strings and brackets of a nested value, until it closes or the slice ends. */
  #scanNested(bytes: Uint8Array, from: number): number {
    const end = bytes.length;
    let depth = this.#depth;
    let most = this.#depthMost;
    let inString = this.#inString;
    let index = from;
    if (this.#escaped) {
      this.#escaped = false;
      index++;
    }
    while (index < end) {
      if (inString) {
        index = endOfText(bytes, index);
        if (index >= end) break;
        const byte = bytes[index++];
        if (byte === QUOTE) {
          inString = false;
          if (depth === 0) break;
        } else {
          if (index === end) this.#escaped = true;
          index++;
        }
        continue;
      }
      const kind = KIND[bytes[index++] as number];
      if (kind === TEXT) inString = true;
      else if (kind === OPENS) {
        depth++;
        if (depth > most) most = depth;
      } else if (kind === CLOSES) {
        depth--;
        if (depth === 0) break;
      }
    }
    this.#inString = inString;
    this.#depth = depth;
    this.#depthMost = most;
    if (index > end) index = end;
    if (depth === 0 && !inString) this.#leaveNested(bytes, index);
    return index;
  }

  #leaveNested(bytes: Uint8Array, end: number): void {
    this.#place = this.#outer;
    if (this.#outer === "elements" && (this.#start >= 0 || this.#oversize)) this.#close(bytes, end);
  }

  #open(index: number): void {
    this.#start = index;
    this.#depthMost = 0;
    this.#oversize = false;
  }

  #close(bytes: Uint8Array, end: number): void {
    const start = this.#start;
    this.#start = -1;
    if (this.#oversize || end - start > RECORD_BYTES_MAX) {
      this.#flush(bytes);
      this.#sink.onReject(`record is longer than ${RECORD_BYTES_MAX} bytes`);
    } else if (this.#depthMost > RECORD_DEPTH_MAX) {
      this.#flush(bytes);
      this.#sink.onReject(`record is nested deeper than ${RECORD_DEPTH_MAX} levels`);
    } else {
      this.#offsets.push(start, end);
      if (this.#place === "outside") this.#flush(bytes);
    }
    this.#oversize = false;
  }

  #flush(bytes: Uint8Array): void {
    if (this.#offsets.length === 0) return;
    this.#sink.onRun({ bytes, offsets: this.#offsets });
    this.#offsets = [];
  }

  /** Keeps the open record's bytes for the next slice, as long as it may still be a record. */
  #keep(bytes: Uint8Array): void {
    this.#buffer.keepNone();
    if (this.#start < 0) return;
    if (bytes.length - this.#start > RECORD_BYTES_MAX) this.#oversize = true;
    else this.#buffer.keep(this.#start);
    this.#start = -1;
  }
}

/** Where the text that is open at `index` has its next quote or backslash; the length of `bytes` if it has none. */
function endOfText(bytes: Uint8Array, index: number): number {
  const end = bytes.length;
  for (let at = index; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE || byte === BACKSLASH) return at;
  }
  return end;
}
