/** Columns of a Parquet flow log → the records that a text log gives. Types: AWS's "Parquet data type" of each field. */

import { COLUMNS } from "./columns.ts";
import { fieldName } from "./flow-format.ts";
import type { FlowReader } from "./flow-reader.ts";

/** Besides those that are read: what tells a transit gateway's log. */
const READ: ReadonlySet<string> = new Set([...COLUMNS.map(({ name }) => name), "tgw-id"]);

/** Whether a column of the file (`account_id`) is worth reading. */
export function isFlowColumn(name: string): boolean {
  return READ.has(fieldName(name));
}

/** Values of some columns over the same rows: text, number, bigint or null. */
export type ColumnBlock = {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, (row: number) => unknown>;
};

export function pushBlock(reader: FlowReader, block: ColumnBlock): void {
  const columns = [...block.columns];
  for (let row = 0; row < block.rows; row++) {
    reader.pushObject(Object.fromEntries(columns.map(([name, value]) => [name, value(row)])));
  }
}
