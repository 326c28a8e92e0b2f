/** An API call as a view of its row: of the thousands in a chunk, no field is kept twice. */

import type { CallerFacts } from "../enrich/facts.ts";
import type { ApiCall, Identity } from "../event.ts";
import { NONE } from "../column.ts";
import type { JsonObject } from "../json.ts";
import { decodeUtf8 } from "../text.ts";
import type { Body } from "./body.ts";
import type { GrowingBytes } from "./growing-bytes.ts";

/** Numbers of a row: indices into tables, NONE for null; flags; time and hash in two halves. */
export const COLUMN = {
  account: 0,
  region: 1,
  service: 2,
  api: 3,
  eventType: 4,
  /** See `apiNameOf`. */
  name: 5,
  error: 6,
  sourceIp: 7,
  sourceDomain: 8,
  userAgent: 9,
  vpcEndpoint: 10,
  vpcEndpointAccount: 11,
  identity: 12,
  caller: 13,
  request: 14,
  response: 15,
  extra: 16,
  timeHigh: 17,
  timeLow: 18,
  readOnly: 19,
  global: 20,
  /** In bytes, of its id among all ids. */
  idStart: 21,
  idLength: 22,
  hashHigh: 23,
  hashLow: 24,
} as const;
export const ROW_NUMBERS = 25;
/** The first so many are indices into the table of strings, the first of these never NONE. */
export const STRING_COLUMNS = 12;
export const REQUIRED_COLUMNS = 6;
/** An event's id is a UUID. */
export const ID_BYTES_USUAL = 36;
/** Of a low half. */
export const HALF = 4_294_967_296;

/** What rows name by index. */
export type CallTables = {
  readonly strings: readonly string[];
  readonly identities: readonly Identity[];
  /** Each identity in numbers: see identity-row. */
  readonly identityRows: readonly (readonly number[])[];
  readonly facts: readonly CallerFacts[];
  readonly bodies: readonly Body[];
};

/** Calls in columns. One class, and so one shape of object, whoever makes them: every field of every call is read here. */
export class CallColumns {
  readonly tables: CallTables;
  /** ROW_NUMBERS for each call. */
  rows: Int32Array;
  /** The ids of all calls in UTF-8: the only text that no two calls share, and that few are ever asked for. */
  readonly ids: GrowingBytes;

  constructor(tables: CallTables, rows: Int32Array, ids: GrowingBytes) {
    this.tables = tables;
    this.rows = rows;
    this.ids = ids;
  }
}

export class LoggedCall implements ApiCall {
  readonly #columns: CallColumns;
  readonly #row: number;
  readonly #at: number;

  constructor(columns: CallColumns, row: number) {
    this.#columns = columns;
    this.#row = row;
    this.#at = row * ROW_NUMBERS;
  }

  /** The columns that all of these calls are views of; null where they are of several, or of none. */
  static columnsOf(calls: readonly ApiCall[]): CallColumns | null {
    const [first] = calls;
    if (!(first instanceof LoggedCall)) return null;
    const columns = first.#columns;
    for (const call of calls) if (!(call instanceof LoggedCall) || call.#columns !== columns) return null;
    return columns;
  }

  get kind() {
    return "api-call" as const;
  }

  /** Its place among the calls of its columns. */
  get row(): number {
    return this.#row;
  }

  get id(): string {
    const start = this.#number(COLUMN.idStart);
    return decodeUtf8(this.#columns.ids.all.subarray(start, start + this.#number(COLUMN.idLength)));
  }

  get timeMs(): number {
    return this.#number(COLUMN.timeHigh) * HALF + (this.#number(COLUMN.timeLow) >>> 0);
  }

  get accountId(): string {
    return this.#text(COLUMN.account);
  }

  get region(): string {
    return this.#text(COLUMN.region);
  }

  get service(): string {
    return this.#text(COLUMN.service);
  }

  get api(): string {
    return this.#text(COLUMN.api);
  }

  /** `apiNameOf` its service and API. */
  get name(): string {
    return this.#text(COLUMN.name);
  }

  /** `eventHash` of it. */
  get hash(): number {
    return this.#number(COLUMN.hashHigh) * HALF + (this.#number(COLUMN.hashLow) >>> 0);
  }

  get eventType(): string {
    return this.#text(COLUMN.eventType);
  }

  get readOnly(): boolean | null {
    return unflag(this.#number(COLUMN.readOnly));
  }

  get error(): string | null {
    return this.#optional(COLUMN.error);
  }

  get identity(): Identity {
    return this.#columns.tables.identities[this.#number(COLUMN.identity)] as Identity;
  }

  get sourceIp(): string | null {
    return this.#optional(COLUMN.sourceIp);
  }

  get sourceDomain(): string | null {
    return this.#optional(COLUMN.sourceDomain);
  }

  get userAgent(): string | null {
    return this.#optional(COLUMN.userAgent);
  }

  get vpcEndpointId(): string | null {
    return this.#optional(COLUMN.vpcEndpoint);
  }

  get vpcEndpointAccountId(): string | null {
    return this.#optional(COLUMN.vpcEndpointAccount);
  }

  get request(): JsonObject | null {
    return this.#body(COLUMN.request);
  }

  get response(): JsonObject | null {
    return this.#body(COLUMN.response);
  }

  get extra(): JsonObject | null {
    return this.#body(COLUMN.extra);
  }

  get global(): boolean {
    return this.#number(COLUMN.global) === 1;
  }

  get caller(): CallerFacts | null {
    const index = this.#number(COLUMN.caller);
    return index === NONE ? null : (this.#columns.tables.facts[index] as CallerFacts);
  }

  #number(column: number): number {
    return this.#columns.rows[this.#at + column] as number;
  }

  #text(column: number): string {
    return this.#columns.tables.strings[this.#number(column)] as string;
  }

  #optional(column: number): string | null {
    const index = this.#number(column);
    return index === NONE ? null : (this.#columns.tables.strings[index] as string);
  }

  #body(column: number): JsonObject | null {
    const index = this.#number(column);
    return index === NONE ? null : (this.#columns.tables.bodies[index] as Body).value;
  }
}

export function flag(value: boolean | null): number {
  return value === null ? NONE : Number(value);
}

export function unflag(value: number | undefined): boolean | null {
  return value === NONE ? null : value === 1;
}
