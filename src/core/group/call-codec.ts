/** Calls ↔ texts and one list of numbers for the way to a profile object: a clone of objects takes four times the bytes. */

import { Body } from "../calls/body.ts";
import { CallTable } from "../calls/call-table.ts";
import { GrowingBytes } from "../calls/growing-bytes.ts";
import { IDENTITY_STRINGS, identityOf } from "../calls/identity-row.ts";
import {
  CallColumns,
  type CallTables,
  COLUMN,
  ID_BYTES_USUAL,
  LoggedCall,
  REQUIRED_COLUMNS,
  ROW_NUMBERS,
  STRING_COLUMNS,
} from "../calls/logged-call.ts";
import type { CallerFacts } from "../enrich/facts.ts";
import type { ApiCall } from "../event.ts";
import { invariant, InvariantError } from "../invariant.ts";
import { NONE, Remapped } from "../column.ts";

export type PackedCalls = {
  /** JSON of a Tables. */
  readonly text: string;
  /** The ids of all calls in UTF-8, one behind the other. */
  readonly ids: Uint8Array<ArrayBuffer>;
  /** JSON of requests, responses and extra data, one behind the other. */
  readonly bodies: string;
  /** ROW_NUMBERS for each call: see LoggedCall. */
  readonly rows: Int32Array;
};

type Tables = {
  readonly strings: readonly string[];
  readonly identities: readonly (readonly number[])[];
  readonly facts: readonly CallerFacts[];
  /** Lengths in `bodies`. */
  readonly bodies: readonly number[];
};

const BODY_COLUMNS = [COLUMN.request, COLUMN.response, COLUMN.extra] as const;

/** `keepsBodies` says of which calls request, response and extra data travel: those that a detector or inventory reads. */
export function packCalls(calls: readonly ApiCall[], keepsBodies: (call: ApiCall) => boolean): PackedCalls {
  const known = LoggedCall.columnsOf(calls);
  const columns = known ?? CallTable.of(calls).columns;
  const packer = new Packer(columns, calls.length);
  for (let at = 0; at < calls.length; at++) {
    const call = calls[at] as ApiCall;
    packer.add(known === null ? at : (call as LoggedCall).row, () => keepsBodies(call));
  }
  return packer.packed();
}

/** Some rows of columns, in tables that hold only what they name. */
class Packer {
  readonly #from: CallColumns;
  readonly #rows: Int32Array;
  readonly #strings: Remapped<string>;
  readonly #identities: Remapped<readonly number[]>;
  readonly #facts: Remapped<CallerFacts>;
  readonly #bodyLengths: number[] = [];
  readonly #ids: GrowingBytes;
  #bodies = "";
  #at = 0;

  constructor(columns: CallColumns, calls: number) {
    this.#from = columns;
    this.#rows = new Int32Array(calls * ROW_NUMBERS);
    this.#ids = new GrowingBytes(calls * ID_BYTES_USUAL);
    const { strings, identityRows, facts } = columns.tables;
    this.#strings = new Remapped(strings);
    this.#identities = new Remapped(identityRows);
    this.#facts = new Remapped(facts);
  }

  add(row: number, keepsBodies: () => boolean): void {
    const from = row * ROW_NUMBERS;
    const source = this.#from.rows;
    const at = this.#at;
    const rows = this.#rows;
    for (let column = 0; column < STRING_COLUMNS; column++) {
      rows[at + column] = this.#strings.indexOf(source[from + column] as number);
    }
    rows[at + COLUMN.identity] = this.#identities.indexOf(source[from + COLUMN.identity] as number);
    rows[at + COLUMN.caller] = this.#facts.indexOf(source[from + COLUMN.caller] as number);
    this.#addBodies(from, at, keepsBodies);
    for (let column = COLUMN.timeHigh; column < ROW_NUMBERS; column++) {
      rows[at + column] = source[from + column] as number;
    }
    this.#addId(from, at);
    this.#at = at + ROW_NUMBERS;
  }

  #addId(from: number, at: number): void {
    const { rows, ids } = this.#from;
    const start = rows[from + COLUMN.idStart] as number;
    const end = start + (rows[from + COLUMN.idLength] as number);
    this.#rows[at + COLUMN.idStart] = this.#ids.add(ids.all.subarray(start, end));
  }

  #addBodies(from: number, at: number, keepsBodies: () => boolean): void {
    let keeps: boolean | null = null;
    for (const column of BODY_COLUMNS) {
      const index = this.#from.rows[from + column] as number;
      this.#rows[at + column] = NONE;
      if (index === NONE || !(keeps ??= keepsBodies())) continue;
      const { text } = this.#from.tables.bodies[index] as Body;
      this.#bodies += text;
      this.#rows[at + column] = this.#bodyLengths.push(text.length) - 1;
    }
  }

  packed(): PackedCalls {
    const identities = this.#identities.values.map((row) =>
      row.map((value, at) => (at < IDENTITY_STRINGS ? this.#strings.indexOf(value) : value)),
    );
    const tables: Tables = {
      strings: this.#strings.values,
      identities,
      facts: this.#facts.values,
      bodies: this.#bodyLengths,
    };
    const ids = this.#ids.all.slice(0, this.#ids.length);
    return { text: JSON.stringify(tables), ids, bodies: this.#bodies, rows: this.#rows };
  }
}

export function unpackCalls(packed: PackedCalls): readonly ApiCall[] {
  const { strings, identities, facts, bodies } = JSON.parse(packed.text) as Tables;
  const { rows, ids } = packed;
  const tables: CallTables = {
    strings,
    identities: identities.map((row) => identityOf(row, (index) => stringAt(strings, index))),
    identityRows: identities,
    facts,
    bodies: cut(packed.bodies, bodies).map((text) => Body.ofText(text)),
  };
  const columns = new CallColumns(tables, rows, GrowingBytes.of(ids));
  checkRows(columns);
  return Array.from({ length: rows.length / ROW_NUMBERS }, (_none, row) => new LoggedCall(columns, row));
}

function stringAt(strings: readonly string[], index: number | undefined): string {
  const value = strings[index as number];
  invariant(value !== undefined, "a packed call names a string of its table");
  return value;
}

/** The texts of these lengths that `all` is joined of. */
function cut(all: string, lengths: readonly number[]): string[] {
  const texts: string[] = [];
  let end = 0;
  for (const length of lengths) texts.push(all.slice(end, (end += length)));
  invariant(end === all.length, "packed calls have the texts that their lengths tell of");
  return texts;
}

/** No row names what its tables do not hold: said here, and not where the call is read. */
function checkRows({ rows, ids, tables }: CallColumns): void {
  const { strings, identities, facts, bodies } = tables;
  let idEnd = 0;
  for (let at = 0; at < rows.length; at += ROW_NUMBERS) {
    for (let column = 0; column < STRING_COLUMNS; column++) {
      checkIndex(rows[at + column], column < REQUIRED_COLUMNS ? 0 : NONE, strings, "a string");
    }
    checkIndex(rows[at + COLUMN.identity], 0, identities, "an identity");
    checkIndex(rows[at + COLUMN.caller], NONE, facts, "facts");
    for (const column of BODY_COLUMNS) checkIndex(rows[at + column], NONE, bodies, "a body");
    invariant(rows[at + COLUMN.idStart] === idEnd, "packed calls have an id each");
    idEnd += rows[at + COLUMN.idLength] as number;
  }
  invariant(idEnd === ids.length, "packed calls have an id each");
}

function checkIndex(index: number | undefined, least: number, table: readonly unknown[], what: string): void {
  if (index === undefined || index < least || index >= table.length) {
    throw new InvariantError(`a packed call names ${what} of its table`);
  }
}
