/** What the numbers of a flow row stand for. Shared by the reader, which fills the tables, and whoever reads its rows. */

import { AddressTable } from "./address-table.ts";
import { NameTable } from "./name-table.ts";

export class FlowTables {
  names = new NameTable();
  addresses = new AddressTable();

  /** Every handle given so far is one of the tables that were in use until now. */
  startAnew(): void {
    this.names = new NameTable();
    this.addresses = new AddressTable();
  }
}

/** Takes the first `count` of `rows` (SLOT in columns.ts), at most FLOW_BLOCK_ROWS, valid during the call. `flush` comes before the tables are others. */
export type FlowSink = {
  readonly records: (rows: readonly Float64Array[], count: number) => void;
  readonly flush: () => void;
};
