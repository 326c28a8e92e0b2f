/** The hot path: a well-formed flow log line as bytes → a row of numbers. Whatever looks odd is left to flow-line.ts. */

import { FLOW_NAME_BYTES_MAX } from "../../limits.ts";
import { parseIpv4Bytes, parseIpv6Bytes } from "../../net/ip.ts";
import { ACTION, DIRECTION, KIND, SLOT, STATUS } from "./columns.ts";
import type { FlowFormat } from "./flow-format.ts";
import type { FlowTables } from "./flow-tables.ts";
import { emptyRow, SECONDS_MAX } from "./flow-row.ts";
import { TABLE_FULL } from "./name-table.ts";

/** The line is odd. */
export const ODD = -1;
/** A table is full: emit, clear and scan the line again. */
export const FULL = -2;

const SPACE = 0x20;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const DASH = 0x2d;
const DOT = 0x2e;

export class LineScanner {
  /** Filled by `scan`. */
  readonly row = emptyRow();
  readonly #tables: FlowTables;
  readonly #words = new Uint32Array(4);
  #kinds: Uint8Array = new Uint8Array(0);
  #slots: Uint8Array = new Uint8Array(0);
  /** Last handle in each place: neighbouring lines share their account, VPC and often their interface. */
  readonly #hints = new Int32Array(this.row.length);

  constructor(tables: FlowTables) {
    this.#tables = tables;
  }

  use(format: FlowFormat): void {
    this.#kinds = format.kinds;
    this.#slots = format.slots;
    this.row.set(emptyRow());
    this.forget();
  }

  /** The tables were cleared. */
  forget(): void {
    this.#hints.fill(0);
  }

  /** Scans the line at `start`, which ends in a newline inside `bytes` → start of the next line, or ODD, or FULL. */
  scan(bytes: Uint8Array, start: number): number {
    const columns = this.#kinds.length;
    let at = start;
    for (let column = 0; column < columns; column++) {
      if (column > 0) {
        if (bytes[at] !== SPACE) return ODD;
        at++;
      }
      at = this.#value(bytes, at, this.#kinds[column] as number, this.#slots[column] as number);
      if (at < 0) return at;
    }
    if (bytes[at] === RETURN) at++;
    return bytes[at] === NEWLINE && this.#usable() ? at + 1 : ODD;
  }

  #value(bytes: Uint8Array, at: number, kind: number, slot: number): number {
    switch (kind) {
      case KIND.name:
        return this.#name(bytes, at, slot);
      case KIND.address:
        return this.#address(bytes, at, slot);
      case KIND.port:
        return this.#number(bytes, at, slot, 5, 65_535);
      case KIND.byte:
        return this.#number(bytes, at, slot, 3, 255);
      case KIND.count:
        return this.#count(bytes, at, slot);
      case KIND.action:
        return this.#action(bytes, at);
      case KIND.status:
        return this.#status(bytes, at);
      case KIND.direction:
        return this.#direction(bytes, at);
      default:
        return skip(bytes, at);
    }
  }

  #name(bytes: Uint8Array, at: number, slot: number): number {
    if (bytes[at] === DASH && (bytes[at + 1] as number) <= SPACE) {
      this.row[slot] = 0;
      return at + 1;
    }
    const { names } = this.#tables;
    const handle = names.internAt(bytes, at, this.#hints[slot] as number);
    if (handle === TABLE_FULL) return FULL;
    const end = names.end;
    if (end === at || end - at > FLOW_NAME_BYTES_MAX) return ODD;
    this.#hints[slot] = handle;
    this.row[slot] = handle;
    return end;
  }

  /** One pass over a dotted quad; anything else goes the longer way. */
  #address(bytes: Uint8Array, start: number, slot: number): number {
    let at = start;
    let high = 0;
    for (let octets = 1; ; octets++) {
      let octet = (bytes[at] as number) - 0x30;
      if (octet < 0 || octet > 9) return this.#otherAddress(bytes, start, slot);
      let digit = (bytes[++at] as number) - 0x30;
      if (digit >= 0 && digit <= 9 && octet > 0) {
        octet = octet * 10 + digit;
        digit = (bytes[++at] as number) - 0x30;
        if (digit >= 0 && digit <= 9) {
          octet = octet * 10 + digit;
          at++;
        }
      }
      if (octet > 255) return ODD;
      if (octets === 4) {
        if ((bytes[at] as number) > SPACE) return ODD;
        this.row[slot] = high * 256 + octet;
        return at;
      }
      if (bytes[at++] !== DOT) return this.#otherAddress(bytes, start, slot);
      high = (high << 8) | octet;
    }
  }

  #otherAddress(bytes: Uint8Array, start: number, slot: number): number {
    const end = skip(bytes, start);
    if (end === start + 1 && bytes[start] === DASH) {
      this.row[slot] = -1;
      return end;
    }
    if (end < 0 || parseIpv4Bytes(bytes, start, end) >= 0 || !parseIpv6Bytes(bytes, start, end, this.#words))
      return ODD;
    const handle = this.#tables.addresses.intern(this.#words);
    if (handle === TABLE_FULL) return FULL;
    this.row[slot] = handle;
    return end;
  }

  #number(bytes: Uint8Array, start: number, slot: number, digits: number, max: number): number {
    let at = start;
    let value = 0;
    for (; ; at++) {
      const digit = (bytes[at] as number) - 0x30;
      if (digit < 0 || digit > 9) break;
      if (at - start === digits) return ODD;
      value = value * 10 + digit;
    }
    if (at === start) return this.#none(bytes, at, slot);
    if (value > max) return ODD;
    this.row[slot] = value;
    return at;
  }

  /** Up to 15 digits, exact in a double; the first nine are summed as small integers. */
  #count(bytes: Uint8Array, start: number, slot: number): number {
    let at = start;
    let value = 0;
    const small = start + 9;
    for (; at < small; at++) {
      const digit = (bytes[at] as number) - 0x30;
      if (digit < 0 || digit > 9) break;
      value = (value * 10 + digit) | 0;
    }
    if (at === start) return this.#none(bytes, at, slot);
    let whole = value;
    for (; at - start <= 15; at++) {
      const digit = (bytes[at] as number) - 0x30;
      if (digit < 0 || digit > 9) break;
      whole = whole * 10 + digit;
    }
    if (at - start > 15) return ODD;
    this.row[slot] = whole;
    return at;
  }

  #none(bytes: Uint8Array, at: number, slot: number): number {
    if (bytes[at] !== DASH || (bytes[at + 1] as number) > SPACE) return ODD;
    this.row[slot] = -1;
    return at + 1;
  }

  #action(bytes: Uint8Array, at: number): number {
    if (matches(bytes, at, "ACCEPT")) this.row[SLOT.action] = ACTION.accept;
    else if (matches(bytes, at, "REJECT")) this.row[SLOT.action] = ACTION.reject;
    else if (matches(bytes, at, "-")) this.row[SLOT.action] = ACTION.none;
    else return ODD;
    return skip(bytes, at);
  }

  #status(bytes: Uint8Array, at: number): number {
    if (matches(bytes, at, "OK")) this.row[SLOT.status] = STATUS.ok;
    else if (matches(bytes, at, "NODATA")) this.row[SLOT.status] = STATUS.noData;
    else if (matches(bytes, at, "SKIPDATA")) this.row[SLOT.status] = STATUS.skipData;
    else return ODD;
    return skip(bytes, at);
  }

  #direction(bytes: Uint8Array, at: number): number {
    if (matches(bytes, at, "ingress")) this.row[SLOT.direction] = DIRECTION.ingress;
    else if (matches(bytes, at, "egress")) this.row[SLOT.direction] = DIRECTION.egress;
    else if (matches(bytes, at, "-")) this.row[SLOT.direction] = DIRECTION.none;
    else return ODD;
    return skip(bytes, at);
  }

  #usable(): boolean {
    const { row } = this;
    if (row[SLOT.status] !== STATUS.ok) return true;
    if ((row[SLOT.source] as number) < 0 || (row[SLOT.target] as number) < 0) return false;
    const first = row[SLOT.start] as number;
    const last = row[SLOT.end] as number;
    return Math.max(first, last) > 0 && first !== 0 && last !== 0 && first <= SECONDS_MAX && last <= SECONDS_MAX;
  }
}

/** End of the value at `at`; ODD for an empty one. */
function skip(bytes: Uint8Array, at: number): number {
  let end = at;
  while ((bytes[end] as number) > SPACE) end++;
  return end === at ? ODD : end;
}

function matches(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word.charCodeAt(index)) return false;
  return (bytes[at + word.length] as number) <= SPACE;
}
