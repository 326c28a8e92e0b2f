/** The address table of the assets, for a benchmark's process of Node and for its Worker. */

import { readFileSync } from "node:fs";
import { ADDRESS_TABLE_PATH, ensureAddressTable } from "../dev/tables/address-table-file.ts";
import { loadTables } from "./enriched.ts";

export async function addressTableBytes(): Promise<Uint8Array> {
  await ensureAddressTable();
  return new Uint8Array(readFileSync(ADDRESS_TABLE_PATH));
}

export async function loadTablesOfFile(): Promise<void> {
  loadTables(await addressTableBytes());
}
