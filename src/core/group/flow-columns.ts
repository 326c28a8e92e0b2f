/** The columns of numbers that flows travel as, each written once where it is the same in all: a host's account and interface are. */

import type { Flow, FlowDirection, InitiatorBasis } from "../event-flow.ts";
import { invariant } from "../invariant.ts";
import type { Ip } from "../net/ip.ts";
import { NONE, type Table } from "../column.ts";

/** Names are places in the table of strings, NONE for null as in all columns. */
export const COLUMN = {
  record: 0,
  records: 1,
  account: 2,
  region: 3,
  host: 4,
  instance: 5,
  interface: 6,
  vpc: 7,
  subnet: 8,
  /** IPv4 as uint32; see `ipNumber`. */
  localIp: 9,
  remoteIp: 10,
  localPort: 11,
  remotePort: 12,
  protocol: 13,
  /** Places in the lists below. */
  direction: 14,
  initiator: 15,
  basis: 16,
  packetsOut: 17,
  bytesOut: 18,
  packetsIn: 19,
  bytesIn: 20,
  firstMs: 21,
  lastMs: 22,
  /** Out × 256 + in. */
  tcpFlags: 23,
  /** Place in the list below. */
  action: 24,
  rejectReason: 25,
  remoteService: 26,
  path: 27,
  /** Place in the table of facts. */
  remote: 28,
} as const;

const COLUMNS = Object.keys(COLUMN).length;

export const DIRECTIONS: readonly FlowDirection[] = ["INBOUND", "OUTBOUND", "UNKNOWN"];
export const INITIATORS: readonly Flow["initiator"][] = ["local", "remote", "unknown"];
export const BASES: readonly InitiatorBasis[] = ["flags", "ports", "reject", "none"];
export const ACTIONS: readonly ("ACCEPT" | "REJECT")[] = ["ACCEPT", "REJECT"];

/** An IPv6 address is its place in the table of strings, behind all IPv4 addresses. */
export const IPV6_FROM = 2 ** 32;

export function ipNumber(ip: Ip, strings: Table<string>): number {
  return typeof ip === "number" ? ip : IPV6_FROM + strings.indexOf(ip);
}

export function numberOrNone(value: number | null): number {
  return value ?? NONE;
}

/** Before each column: whether one number stands for all of its flows. */
const SAME = 0;
const EACH = 1;

/** Of one host's flows mostly; larger ones are not kept. */
const SCRATCH_KEPT_MAX = 32_768;
let scratch = new Float64Array(0);

/** `write` puts the flow numbered `row` into `to`: its number of a column at `first + column * step`. */
export function packColumns(
  count: number,
  write: (to: Float64Array, first: number, step: number, row: number) => void,
): Float64Array<ArrayBuffer> {
  if (count === 0) return new Float64Array(0);
  // Each column behind the other, a mark's place for each before them: moved towards the front, none runs into the next.
  const needed = COLUMNS + count * COLUMNS;
  const numbers = needed <= scratch.length ? scratch : new Float64Array(needed);
  if (needed <= SCRATCH_KEPT_MAX) scratch = numbers;
  for (let row = 0; row < count; row++) write(numbers, COLUMNS + row, count, row);
  return numbers.slice(0, compact(numbers, count));
}

/** Marks each column and writes it once where it is the same in all → how many numbers there are now. */
function compact(numbers: Float64Array, count: number): number {
  let length = 0;
  for (let column = 0; column < COLUMNS; column++) {
    const from = COLUMNS + column * count;
    const first = numbers[from] as number;
    let same = 1;
    while (same < count && numbers[from + same] === first) same++;
    numbers[length++] = same === count ? SAME : EACH;
    if (same === count) numbers[length++] = first;
    else {
      numbers.copyWithin(length, from, from + count);
      length += count;
    }
  }
  return length;
}

/** `read` gets a number of each column, which hold until it returns. Throws where the numbers are not those of `count` flows. */
export function readColumns(packed: Float64Array, count: number, read: (row: Float64Array) => void): void {
  const { starts, steps } = columnsIn(packed, count);
  const row = new Float64Array(COLUMNS);
  for (let at = 0; at < count; at++) {
    for (let column = 0; column < COLUMNS; column++) {
      row[column] = packed[(starts[column] as number) + at * (steps[column] as number)] as number;
    }
    read(row);
  }
}

/** Of each column: where its first number is, and how far the next flow's is from it. */
function columnsIn(packed: Float64Array, count: number): { readonly starts: Int32Array; readonly steps: Int32Array } {
  const starts = new Int32Array(COLUMNS);
  const steps = new Int32Array(COLUMNS);
  let from = 0;
  const columns = count === 0 ? 0 : COLUMNS;
  for (let column = 0; column < columns; column++) {
    const step = packed[from++];
    invariant(step === SAME || step === EACH, "packed flows have all of their columns");
    starts[column] = from;
    steps[column] = step;
    from += step === SAME ? 1 : count;
  }
  invariant(from === packed.length, "packed flows have all of their numbers");
  return { starts, steps };
}
