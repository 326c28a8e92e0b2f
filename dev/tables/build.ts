/** `npm run tables`: builds the lookup tables that the Worker loads, into `assets/tables`. */

import { ADDRESS_TABLE_PATH, ensureAddressTable, writeAddressTable } from "./address-table-file.ts";

const anew = process.argv.includes("--anew");
if (anew) console.error(`${ADDRESS_TABLE_PATH}: ${await writeAddressTable()} bytes`);
else if (await ensureAddressTable()) console.error(`built ${ADDRESS_TABLE_PATH}`);
