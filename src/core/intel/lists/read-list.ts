/** Reads one threat or reference list, whatever its format, in pieces and within bounds. */

import {
  LIST_BYTES_MAX,
  LIST_ENTRIES_MAX,
  LIST_FAMILIES_MAX,
  LIST_FAMILY_CHARS_MAX,
  LIST_PIECE_CHARS,
  LIST_SNIFF_CHARS,
} from "../../limits.ts";
import { err, ok, type Result } from "../../result.ts";
import { adblockParser } from "./adblock.ts";
import { alienVaultParser } from "./alien-vault.ts";
import { cloudRangesParser } from "./cloud-ranges.ts";
import { fireEyeParser } from "./fire-eye.ts";
import { hostsParser } from "./hosts.ts";
import { jsonRangesParser } from "./json-ranges.ts";
import type { ListEntry, ListParser, ListSink } from "./list-entry.ts";
import { ListCounts, type ListReport } from "./list-report.ts";
import { otxCsvParser } from "./otx-csv.ts";
import { type EntryRules, parseEntry } from "./parse-entry.ts";
import { proofPointParser } from "./proof-point.ts";
import { type ListFormat, sniffFormat } from "./sniff.ts";
import { stix1Parser } from "./stix1.ts";
import { stix2Parser } from "./stix2.ts";
import { TextPieces } from "./text-pieces.ts";
import { txtParser } from "./txt.ts";

export type ReadListOptions = EntryRules & {
  /** Told from the text where absent. "STIX" stands for either STIX, as in GuardDuty's API. */
  readonly format?: ListFormat;
  /** Default LIST_BYTES_MAX. */
  readonly bytesMax?: number;
  /** Default LIST_ENTRIES_MAX; feeds take FEED_ENTRIES_MAX. */
  readonly entriesMax?: number;
  /** Default LIST_PIECE_CHARS; the first piece has LIST_SNIFF_CHARS at least. */
  readonly pieceChars?: number;
  /** ISO 8601, UTC: indicators that were valid until before are left out. */
  readonly nowIso?: string;
};

/** `family`: malware family or campaign, shortened; null where the list names none. */
export type OnListEntry = (entry: ListEntry, family: string | null) => void;

export type ListReader = {
  /** False once a bound is reached or the list is found broken: send no more, call `end`. */
  readonly push: (bytes: Uint8Array) => boolean;
  /** An error means that what was handed out so far must not be used: the file is cut short, or no list. */
  readonly end: () => Result<ListReport>;
};

export function readList(options: ReadListOptions, onEntry: OnListEntry): ListReader {
  const reading = new Reading(options, onEntry);
  return { push: (bytes) => reading.push(bytes), end: () => reading.end() };
}

class Reading {
  readonly #options: ReadListOptions;
  readonly #onEntry: OnListEntry;
  readonly #pieces = new TextPieces();
  readonly #counts = new ListCounts();
  readonly #families = new Set<string>();
  readonly #sink: ListSink;
  #bytes = 0;
  /** Text of the next piece. */
  #gathered = "";
  #format: ListFormat | null = null;
  #parser: ListParser | null = null;
  #fault: string | null = null;
  #truncatedBy: ListReport["truncatedBy"] = null;

  constructor(options: ReadListOptions, onEntry: OnListEntry) {
    this.#options = options;
    this.#onEntry = onEntry;
    this.#sink = {
      entry: (raw, line) => {
        if (this.#truncatedBy === "entries") return;
        const parsed = parseEntry(raw.text, options, raw.scope);
        if (!parsed.ok) return this.#counts.reject(parsed.error, raw.text, line);
        if (this.#counts.accepted >= (options.entriesMax ?? LIST_ENTRIES_MAX)) {
          this.#truncatedBy = "entries";
          return undefined;
        }
        this.#counts.take(parsed.value.entry.kind, parsed.value.cut);
        return this.#onEntry(parsed.value.entry, this.#family(raw.family));
      },
      reject: (reason, text, line) => {
        if (this.#truncatedBy !== "entries") this.#counts.reject(reason, text, line);
      },
      ignore: (type) => {
        if (this.#truncatedBy !== "entries") this.#counts.ignore(type);
      },
    };
  }

  push(bytes: Uint8Array): boolean {
    if (this.#fault !== null || this.#truncatedBy) return false;
    const room = (this.#options.bytesMax ?? LIST_BYTES_MAX) - this.#bytes;
    this.#bytes += Math.min(room, bytes.length);
    this.#gather(this.#pieces.push(bytes.subarray(0, room)));
    if (bytes.length > room) this.#truncatedBy = "bytes";
    return this.#fault === null && this.#truncatedBy === null;
  }

  end(): Result<ListReport> {
    // What is cut off by a bound ends anywhere: its last line is not looked at.
    const rest = this.#truncatedBy === null ? this.#gathered + this.#pieces.end() : this.#gathered;
    if (this.#truncatedBy !== "entries") this.#take(rest, true);
    if (this.#truncatedBy === null) this.#fault ??= this.#parser?.end() ?? null;
    if (this.#fault !== null) return err(this.#fault);
    if (this.#format === null) return err("the list is empty");
    return ok(this.#counts.report(this.#format, this.#bytes, this.#truncatedBy));
  }

  /** What is not complete is looked at again with every piece: a server that sends bytes one by one must not cost a million looks. */
  #gather(text: string): void {
    const { pieceChars = LIST_PIECE_CHARS } = this.#options;
    this.#gathered += text;
    if (this.#gathered.length < (this.#parser ? pieceChars : Math.max(pieceChars, LIST_SNIFF_CHARS))) return;
    const piece = this.#gathered;
    this.#gathered = "";
    this.#take(piece, false);
  }

  /** The format is told from the first piece. */
  #take(text: string, last: boolean): void {
    if (!this.#parser) {
      if (text.trim() === "") {
        if (!last) this.#fault = "the file is no list: it begins with blanks and nothing else";
        return;
      }
      this.#format = formatOf(text, this.#options.format);
      if (this.#format === null) {
        this.#fault = "the file is no list: a web page, or not text";
        return;
      }
      this.#parser = parserOf(this.#format, this.#sink, this.#options.nowIso ?? null);
    }
    this.#parse(this.#parser, text);
  }

  /** What stands behind the last entry that is taken says nothing: how much of it is met depends on the pieces. */
  #parse(parser: ListParser, text: string): void {
    const fault = parser.push(text);
    if (this.#truncatedBy !== "entries") this.#fault ??= fault;
  }

  #family(name: string | null): string | null {
    const short = name?.trim().slice(0, LIST_FAMILY_CHARS_MAX) ?? "";
    if (short === "") return null;
    if (this.#families.size < LIST_FAMILIES_MAX) this.#families.add(short);
    return this.#families.has(short) ? short : null;
  }
}

function formatOf(head: string, asked: ListFormat | undefined): ListFormat | null {
  const isRanges = asked === "CLOUD_RANGES";
  if (asked !== undefined && asked !== "STIX" && !isRanges) return asked;
  const sniffed = sniffFormat(head.slice(0, LIST_SNIFF_CHARS));
  if (isRanges) return sniffed === null ? null : asked;
  return asked === undefined || sniffed === "STIX2" ? sniffed : asked;
}

function parserOf(format: ListFormat, sink: ListSink, nowIso: string | null): ListParser {
  switch (format) {
    case "TXT":
      return txtParser(sink);
    case "STIX":
      return stix1Parser(sink);
    case "STIX2":
      return stix2Parser(sink, nowIso);
    case "JSON":
      return jsonRangesParser(sink);
    case "OTX_CSV":
      return otxCsvParser(sink);
    case "ALIEN_VAULT":
      return alienVaultParser(sink);
    case "PROOF_POINT":
      return proofPointParser(sink);
    case "FIRE_EYE":
      return fireEyeParser(sink);
    case "HOSTS":
      return hostsParser(sink);
    case "ADBLOCK":
      return adblockParser(sink);
    case "CLOUD_RANGES":
      return cloudRangesParser(sink);
  }
}
