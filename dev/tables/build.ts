/**
 * `npm run tables`: builds the lookup tables that the Worker loads, into `assets/tables`. `--city`: cities of addresses
 * too. `--from FOLDER`: from newer files (docs/deploy.md).
 */

import { parseArgs } from "node:util";
import { ADDRESS_TABLE_PATH, ensureAddressTable, writeAddressTable } from "./address-table-file.ts";
import { CITIES_PATH, writeCities } from "./city-files.ts";
import { withCityPackage } from "./fetch-cities.ts";

const { values } = parseArgs({
  options: { anew: { type: "boolean" }, city: { type: "boolean" }, from: { type: "string" } },
});
const { anew, city, from } = values;
if (city === true) {
  const { files, bytes } = await (from === undefined
    ? withCityPackage((folder) => writeCities(folder))
    : writeCities(from));
  console.error(`${CITIES_PATH}: ${files} files, ${bytes} bytes (IP Geolocation by DB-IP, https://db-ip.com)`);
}
if (anew === true || (from !== undefined && city !== true)) {
  const bytes = await writeAddressTable(ADDRESS_TABLE_PATH, from ?? null);
  console.error(`${ADDRESS_TABLE_PATH}: ${bytes} bytes`);
} else if (await ensureAddressTable()) console.error(`built ${ADDRESS_TABLE_PATH}`);
