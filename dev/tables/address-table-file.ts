/** The address table on disk: built once from the packages, read by `scan` and by the Worker's static assets. */

import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AddressTable, decodeAddressTable } from "../../src/core/enrich/address-table.ts";
import { buildAddressTable } from "../../src/core/enrich/address-table-builder.ts";
import { readCountries, readNetworks } from "./read-ranges.ts";

export const ADDRESS_TABLE_PATH = fileURLToPath(new URL("../../assets/tables/addresses.bin", import.meta.url).href);

const NETWORKS = "@ip-location-db/asn";
const COUNTRIES = "@ip-location-db/geo-whois-asn-country";

/** False where the table is there already. Throws where the packages are not installed. */
export async function ensureAddressTable(path: string = ADDRESS_TABLE_PATH): Promise<boolean> {
  if (
    await stat(path).then(
      () => true,
      () => false,
    )
  )
    return false;
  await writeAddressTable(path);
  return true;
}

/** Null where the packages from which it is built are not installed: nothing is known of addresses then. */
export async function readAddressTable(): Promise<AddressTable | null> {
  if (
    !(await ensureAddressTable().then(
      () => true,
      () => false,
    ))
  )
    return null;
  const table = decodeAddressTable(await readFile(ADDRESS_TABLE_PATH));
  if (!table.ok) throw new Error(`${ADDRESS_TABLE_PATH}: ${table.error}; remove it, and it is built anew`);
  return table.value;
}

export async function writeAddressTable(path: string = ADDRESS_TABLE_PATH): Promise<number> {
  const bytes = await buildFromPackages();
  await mkdir(dirname(path), { recursive: true });
  // Whole or not at all: two builds at once, or one that ends half-way, leave no half a table.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, path);
  return bytes.length;
}

async function buildFromPackages(): Promise<Uint8Array> {
  const read = async (name: string, file: string): Promise<string> =>
    await readFile(join(folderOf(name), file), "utf8");
  return buildAddressTable({
    networks4: readNetworks(await read(NETWORKS, "asn-ipv4-num.csv"), 32).ranges,
    countries4: readCountries(await read(COUNTRIES, "geo-whois-asn-country-ipv4-num.csv"), 32).ranges,
    networks6: readNetworks(await read(NETWORKS, "asn-ipv6-num.csv"), 128).ranges,
    countries6: readCountries(await read(COUNTRIES, "geo-whois-asn-country-ipv6-num.csv"), 128).ranges,
  });
}

function folderOf(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}
