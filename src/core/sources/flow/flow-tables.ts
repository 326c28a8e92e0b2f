/** What the numbers of a flow row stand for. Shared by the reader, which fills the tables, and whoever reads its rows. */

import { AddressTable } from "./address-table.ts";
import { NameTable } from "./name-table.ts";

export class FlowTables {
  readonly names = new NameTable();
  readonly addresses = new AddressTable();

  clear(): void {
    this.names.clear();
    this.addresses.clear();
  }
}

/** Takes rows (SLOT in columns.ts), each valid during the call. `flush` comes before every handle becomes void. */
export type FlowSink = {
  readonly record: (row: Float64Array) => void;
  readonly flush: () => void;
};
