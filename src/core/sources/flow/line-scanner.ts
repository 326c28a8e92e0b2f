/** The hot path: a well-formed flow log line as bytes → a row of numbers. Whatever looks odd is left to flow-line.ts. */

import { KIND, ROW_SLOTS, SLOT, STATUS } from "./columns.ts";
import { DEFAULT_FORMAT, type FlowFormat } from "./flow-format.ts";
import { SECONDS_MAX } from "./flow-row.ts";
import type { FlowTables } from "./flow-tables.ts";
import * as read from "./read-value.ts";

const { ODD } = read;
const SPACE = 0x20;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const OPEN_BRACE = 0x7b;

export class LineScanner {
  readonly #tables: FlowTables;
  #kinds: Uint8Array = new Uint8Array(0);
  #slots: Uint8Array = new Uint8Array(0);
  #startsAsDefault = false;
  /** Of the bytes at hand. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Last handle in each place: neighbouring lines share their account, VPC and often their interface. */
  readonly #hints = new Int32Array(ROW_SLOTS);

  constructor(tables: FlowTables) {
    this.#tables = tables;
  }

  use(format: FlowFormat): void {
    this.#kinds = format.kinds;
    this.#slots = format.slots;
    this.#startsAsDefault = DEFAULT_FORMAT.names.every((name, at) => format.names[at] === name);
    this.forget();
  }

  /** The bytes of the coming lines. */
  over(bytes: Uint8Array): void {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  /** The tables were cleared. */
  forget(): void {
    this.#hints.fill(0);
  }

  /**
   * Scans the line at `start`, which ends in a newline inside `bytes`, those given to `over`, into the columns of `row` that its format has
   * → start of the next line, or ODD, or FULL.
   */
  scan(bytes: Uint8Array, start: number, row: Float64Array): number {
    // JSON, or a message wrapped in it: its first word could pass for a name.
    if (bytes[start] === OPEN_BRACE) return ODD;
    let column = 0;
    let at = start;
    if (this.#startsAsDefault) {
      column = DEFAULT_FORMAT.names.length;
      at = scanDefault(bytes, this.#view, start, row, this.#tables, this.#hints);
      if (at < 0) return at;
    }
    const columns = this.#kinds.length;
    for (; column < columns; column++) {
      if (column > 0) {
        if (bytes[at] !== SPACE) return ODD;
        at++;
      }
      at = this.#value(bytes, at, row, this.#kinds[column] as number, this.#slots[column] as number);
      if (at < 0) return at;
    }
    if (bytes[at] === RETURN) at++;
    return bytes[at] === NEWLINE && isUsable(row) ? at + 1 : ODD;
  }

  #value(bytes: Uint8Array, at: number, row: Float64Array, kind: number, slot: number): number {
    switch (kind) {
      case KIND.name:
        return read.readName(bytes, this.#view, at, row, slot, this.#tables.names, this.#hints);
      case KIND.address:
        return read.readAddress(bytes, at, row, slot, this.#tables.addresses);
      case KIND.port:
        return read.readNumber(bytes, at, row, slot, 5, 65_535);
      case KIND.byte:
        return read.readNumber(bytes, at, row, slot, 3, 255);
      case KIND.count:
        return read.readCount(bytes, at, row, slot);
      case KIND.action:
        return read.readAction(bytes, this.#view, at, row);
      case KIND.status:
        return read.readStatus(bytes, at, row);
      case KIND.direction:
        return read.readDirection(bytes, at, row);
      default:
        return read.readAny(bytes, at);
    }
  }
}

function isUsable(row: Float64Array): boolean {
  if (row[SLOT.status] !== STATUS.ok) return true;
  if ((row[SLOT.source] as number) < 0 || (row[SLOT.target] as number) < 0) return false;
  // Of two times one may be missing (-1), and none may be 0 or beyond all sense.
  const first = row[SLOT.start] as number;
  const last = row[SLOT.end] as number;
  return first !== 0 && last !== 0 && (first > 0 || last > 0) && first <= SECONDS_MAX && last <= SECONDS_MAX;
}

/** The default format's columns one after another, which most logs are or begin with: twice as fast as column by column. */
function scanDefault(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  row: Float64Array,
  tables: FlowTables,
  hints: Int32Array,
): number {
  const { names, addresses } = tables;
  let at = read.readAny(bytes, start);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  at = read.readName(bytes, view, at + 1, row, SLOT.account, names, hints);
  if (at < 0 || bytes[at] !== SPACE) return at < 0 ? at : ODD;
  at = read.readName(bytes, view, at + 1, row, SLOT.interface, names, hints);
  if (at < 0 || bytes[at] !== SPACE) return at < 0 ? at : ODD;
  at = read.readAddress(bytes, at + 1, row, SLOT.source, addresses);
  if (at < 0 || bytes[at] !== SPACE) return at < 0 ? at : ODD;
  at = read.readAddress(bytes, at + 1, row, SLOT.target, addresses);
  if (at < 0 || bytes[at] !== SPACE) return at < 0 ? at : ODD;
  at = read.readNumber(bytes, at + 1, row, SLOT.sourcePort, 5, 65_535);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  at = read.readNumber(bytes, at + 1, row, SLOT.targetPort, 5, 65_535);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  at = read.readNumber(bytes, at + 1, row, SLOT.protocol, 3, 255);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  at = read.readCount(bytes, at + 1, row, SLOT.packets);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  at = read.readCount(bytes, at + 1, row, SLOT.bytes);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  at = read.readSeconds(bytes, view, at + 1, row, SLOT.start);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  at = read.readSeconds(bytes, view, at + 1, row, SLOT.end);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  at = read.readAction(bytes, view, at + 1, row);
  if (at < 0 || bytes[at] !== SPACE) return ODD;
  return read.readStatus(bytes, at + 1, row);
}
