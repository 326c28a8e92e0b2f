/** The address table from the Worker's static assets, loaded once an isolate. */

import { type AddressTable, decodeAddressTable } from "../core/enrich/address-table.ts";
import { readWholeResponse } from "../http/read-whole.ts";

const PATH = "https://assets.invalid/tables/addresses.bin";

/** Values, never promises: one that another invocation was to settle hangs for ever when that one ends early. */
const loaded = new WeakMap<Fetcher, { readonly table: AddressTable | null }>();

/**
 * Null where there is no table, or one that cannot be read: told once in the log; the features that need it are off.
 * A fetch that fails is tried again with the next object.
 */
export async function loadAddressTable(assets: Fetcher): Promise<AddressTable | null> {
  const known = loaded.get(assets);
  if (known) return known.table;
  const table = await load(assets);
  loaded.set(assets, { table });
  return table;
}

async function load(assets: Fetcher): Promise<AddressTable | null> {
  const response = await assets.fetch(PATH);
  if (!response.ok) {
    await response.body?.cancel();
    return refuse(`the asset answers ${response.status}`);
  }
  const table = decodeAddressTable(await readWholeResponse(response));
  return table.ok ? table.value : refuse(table.error);
}

function refuse(reason: string): null {
  console.error(JSON.stringify({ event: "tables.no-addresses", reason }));
  return null;
}
