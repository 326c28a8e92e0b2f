/**
 * `npm run tables`: builds the lookup tables that the Worker loads, into `assets/tables`. `--city`: cities of addresses
 * too. `--from FOLDER`: from newer files (docs/deploy.md).
 */

import { parseArgs } from "node:util";
import { ADDRESS_TABLE_PATH, ensureAddressTable, writeAddressTable } from "./address-table-file.ts";
import { parseIp } from "../../src/core/net/ip.ts";
import { CITIES_PATH, fileCities, writeCities } from "./city-files.ts";
import { withCityPackage } from "./fetch-cities.ts";

/** Of MIT, ETH Zurich and the University of Tokyo, which have been where they are for long: to be looked at. */
const UNIVERSITIES = ["18.9.22.69", "129.132.19.216", "133.11.0.1"];

async function samples(): Promise<string> {
  const refuse = (file: string, reason: string): never => {
    throw new Error(`${file}: ${reason}`);
  };
  const found = await fileCities(refuse).locate(UNIVERSITIES.flatMap((text) => parseIp(text) ?? []));
  const told = UNIVERSITIES.map((text) => {
    const place = found.get(parseIp(text) ?? "");
    return `${text} ${place ? `${place.city}, ${place.country} (${place.latitude}, ${place.longitude})` : "nowhere"}`;
  });
  return `for example: ${told.join("; ")}`;
}

const { values } = parseArgs({
  options: { anew: { type: "boolean" }, city: { type: "boolean" }, from: { type: "string" } },
});
const { anew, city, from } = values;
if (city === true) {
  const { files, bytes } = await (from === undefined
    ? withCityPackage((folder) => writeCities(folder))
    : writeCities(from));
  console.error(`${CITIES_PATH}: ${files} files, ${bytes} bytes (IP Geolocation by DB-IP, https://db-ip.com)`);
  console.error(await samples());
}
if (anew === true || (from !== undefined && city !== true)) {
  const bytes = await writeAddressTable(ADDRESS_TABLE_PATH, from ?? null);
  console.error(`${ADDRESS_TABLE_PATH}: ${bytes} bytes`);
} else if (await ensureAddressTable()) console.error(`built ${ADDRESS_TABLE_PATH}`);
