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

/** Takes rows (SLOT in columns.ts), each valid during the call. `flush` comes before the tables are others. */
export type FlowSink = {
  readonly record: (row: Float64Array) => void;
  readonly flush: () => void;
};
