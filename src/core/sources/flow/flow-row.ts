/** A checked record → a row of numbers, the same that the scanner makes of a well-formed line. */

import { parseIp } from "../../net/ip.ts";
import { ACTION, COLUMNS, DIRECTION, KIND, ROW_SLOTS, STATUS } from "./columns.ts";
import type { FlowTables } from "./flow-tables.ts";
import { TABLE_FULL } from "./name-table.ts";

/** In the year 2106, the last that 32 bits hold: later times are mistakes. */
export const SECONDS_MAX = 0xfffffffe;

/** One checked value by slot: text for names and addresses, a number, or null. */
export type FlowValues = ReadonlyMap<number, string | number | null>;

const ABSENT: Readonly<Record<number, number>> = {
  [KIND.address]: -1,
  [KIND.port]: -1,
  [KIND.byte]: -1,
  [KIND.count]: -1,
};

/** A row in which nothing is known. */
export function emptyRow(): Float64Array {
  const row = new Float64Array(ROW_SLOTS);
  for (const { slot, kind } of COLUMNS) row[slot] = ABSENT[kind] ?? 0;
  return row;
}

/** False where a table is full: then nothing in the row holds. */
export function fillRow(row: Float64Array, values: FlowValues, tables: FlowTables): boolean {
  for (const { slot, kind } of COLUMNS) {
    const number = toNumber(kind, values.get(slot) ?? null, tables);
    if (number === TABLE_FULL && (kind === KIND.name || (kind === KIND.address && values.get(slot)))) return false;
    row[slot] = number;
  }
  return true;
}

function toNumber(kind: number, value: string | number | null, tables: FlowTables): number {
  if (value === null) return ABSENT[kind] ?? 0;
  if (typeof value === "number") return value;
  if (kind === KIND.name) return tables.names.intern(value);
  if (kind === KIND.action) return value === "ACCEPT" ? ACTION.accept : ACTION.reject;
  if (kind === KIND.status)
    return value === "NODATA" ? STATUS.noData : value === "SKIPDATA" ? STATUS.skipData : STATUS.ok;
  if (kind === KIND.direction) return value === "ingress" ? DIRECTION.ingress : DIRECTION.egress;
  const ip = parseIp(value);
  return ip === null ? -1 : tables.addresses.internIp(ip);
}
