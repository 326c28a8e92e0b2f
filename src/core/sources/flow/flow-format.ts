/** A header line → where each column of a record goes. Fields are known by name, never by position or version. */

import { FLOW_COLUMNS_MAX } from "../../limits.ts";
import { type Column, COLUMNS, DOCUMENTED_ORDERS, FIELD_NAMES, KIND, SLOT } from "./columns.ts";

export type FlowFormat = {
  readonly names: readonly string[];
  /** For each column: how it is read (KIND), and the place in the row (SLOT). */
  readonly kinds: Uint8Array;
  readonly slots: Uint8Array;
  /** Why no record of this format can be used, or null. */
  readonly unusable: string | null;
};

const FIELD_NAME = /^[a-z][a-z0-9_-]{0,63}$/;
const BY_NAME: ReadonlyMap<string, Column> = new Map(COLUMNS.map((column) => [column.name, column]));
/** Used where a format has the packet's addresses alone. */
const STAND_INS: Readonly<Record<string, string>> = { "pkt-srcaddr": "srcaddr", "pkt-dstaddr": "dstaddr" };

/** Parquet and JSON write `account_id`. */
export function fieldName(text: string): string {
  return text.toLowerCase().replaceAll("_", "-");
}

/**
 * Null unless the words are a header: all look like field names and at least half are known ones, so that fields AWS adds
 * later do not hide a header. No record looks so: it has numbers, addresses or "-".
 */
export function headerFormat(words: readonly string[]): FlowFormat | null {
  if (words.length === 0 || words.length > FLOW_COLUMNS_MAX) return null;
  if (!words.every((word) => FIELD_NAME.test(word))) return null;
  const names = words.map(fieldName);
  const known = names.filter((name) => FIELD_NAMES.has(name)).length;
  return known > 0 && known * 2 >= names.length ? formatOf(names) : null;
}

/** The column that a field is read as in the company of `names`; null for one that is not read. */
export function columnOf(name: string, names: ReadonlySet<string>): Column | null {
  const standIn = STAND_INS[name];
  const read = standIn !== undefined && !names.has(standIn) ? standIn : name;
  // A gateway's "ingress" is towards the gateway and says nothing of the host.
  if (read === "flow-direction" && names.has("tgw-id")) return null;
  return BY_NAME.get(read) ?? null;
}

export function formatOf(names: readonly string[]): FlowFormat {
  const all = new Set(names);
  const columns = names.map((name) => columnOf(name, all));
  return {
    names,
    kinds: Uint8Array.from(columns, (column) => column?.kind ?? KIND.skip),
    slots: Uint8Array.from(columns, (column) => column?.slot ?? 0),
    unusable: unusable(columns),
  };
}

function unusable(columns: readonly (Column | null)[]): string | null {
  const slots = new Set(columns.map((column) => column?.slot));
  if (!slots.has(SLOT.source)) return "srcaddr: not in the format of this log";
  if (!slots.has(SLOT.target)) return "dstaddr: not in the format of this log";
  if (!slots.has(SLOT.start) && !slots.has(SLOT.end)) return "start: not in the format of this log";
  return null;
}

const BY_WIDTH: ReadonlyMap<number, FlowFormat> = new Map(
  DOCUMENTED_ORDERS.map((order) => {
    const names = order.split(" ");
    return [names.length, formatOf(names)];
  }),
);

/** AWS's default (version 2) order. */
export const DEFAULT_FORMAT: FlowFormat = formatOf((DOCUMENTED_ORDERS[0] ?? "").split(" "));

/** For a log without a header: the documented order with this many columns, else the default one. */
export function guessFormat(width: number): FlowFormat {
  return BY_WIDTH.get(width) ?? DEFAULT_FORMAT;
}
