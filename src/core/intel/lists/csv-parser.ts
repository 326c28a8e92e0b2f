/** The frame of every CSV format (RFC 4180): records of fields, quotes and line breaks within them, bounded. */

import { LIST_RECORD_CHARS_MAX } from "../../limits.ts";
import type { ListParser, ListSink } from "./list-entry.ts";

/** `onRecord` gets trimmed fields and the line on which the record starts. Empty records are left out. */
export function csvParser(sink: ListSink, onRecord: (fields: readonly string[], line: number) => void): ListParser {
  const records = new CsvRecords(sink, onRecord);
  return {
    push: (text) => {
      for (let at = 0; at < text.length;) at = records.read(text, at);
      return null;
    },
    end: () => {
      records.finish();
      return null;
    },
  };
}

class CsvRecords {
  readonly #sink: ListSink;
  readonly #onRecord: (fields: readonly string[], line: number) => void;
  #fields: string[] = [];
  #field = "";
  #quoted = false;
  #skipping = false;
  #length = 0;
  #line = 1;
  #startLine = 1;

  constructor(sink: ListSink, onRecord: (fields: readonly string[], line: number) => void) {
    this.#sink = sink;
    this.#onRecord = onRecord;
  }

  /** Takes a run of plain characters or one special one at `at`; gives the place after it. */
  read(text: string, at: number): number {
    let end = at;
    while (end < text.length && !isSpecial(text.charCodeAt(end))) end++;
    if (end > at) {
      this.#append(text.slice(at, end));
      return end;
    }
    const special = text[at] ?? "";
    if (special === "\n") this.#line++;
    if (special === '"') this.#quote();
    else if (this.#quoted) this.#append(special);
    else if (special === ",") this.#endField();
    else if (special === "\n") this.finish();
    return at + 1;
  }

  /** A doubled quote inside quotes closes and opens again, and stands for one. */
  #quote(): void {
    if (this.#skipping) return;
    if (!this.#quoted && this.#field.trim() !== "") this.#append('"');
    this.#quoted = !this.#quoted;
  }

  /** An unclosed quote would swallow the rest of the list: past the bound the record is given up at its line's end. */
  #append(text: string): void {
    this.#length += text.length;
    if (this.#length <= LIST_RECORD_CHARS_MAX) this.#field += text;
    else if (!this.#skipping) {
      this.#sink.reject("line-too-long", this.#fields[0] ?? this.#field, this.#startLine);
      this.#skipping = true;
      this.#quoted = false;
      this.#field = "";
    }
  }

  #endField(): void {
    this.#fields.push(this.#field.trim());
    this.#field = "";
  }

  finish(): void {
    this.#endField();
    if (!this.#skipping && this.#fields.some((field) => field !== "")) this.#onRecord(this.#fields, this.#startLine);
    this.#fields = [];
    this.#length = 0;
    this.#quoted = false;
    this.#skipping = false;
    this.#startLine = this.#line;
  }
}

/** Quote, comma, line feed. */
function isSpecial(code: number): boolean {
  return code === 34 || code === 44 || code === 10;
}
