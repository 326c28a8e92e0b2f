/** `npm run tables`: builds the lookup tables that the Worker loads, into `assets/tables`. `--from FOLDER`: from newer files (docs/deploy.md). */

import { parseArgs } from "node:util";
import { ADDRESS_TABLE_PATH, ensureAddressTable, writeAddressTable } from "./address-table-file.ts";

const { values } = parseArgs({ options: { anew: { type: "boolean" }, from: { type: "string" } } });
if (values.anew === true || values.from !== undefined) {
  const bytes = await writeAddressTable(ADDRESS_TABLE_PATH, values.from ?? null);
  console.error(`${ADDRESS_TABLE_PATH}: ${bytes} bytes`);
} else if (await ensureAddressTable()) console.error(`built ${ADDRESS_TABLE_PATH}`);
