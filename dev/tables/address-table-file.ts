/** The address table on disk: built once from the packages, read by `scan` and by the Worker's static assets. */

import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AddressTable, decodeAddressTable } from "../../src/core/enrich/address-table.ts";
import { buildAddressTable } from "../../src/core/enrich/address-table-builder.ts";
import { readCountries, readNetworks, type Rows } from "./read-ranges.ts";

export const ADDRESS_TABLE_PATH = fileURLToPath(new URL("../../assets/tables/addresses.bin", import.meta.url).href);

type Source = { readonly from: string; readonly file: string; readonly bits: 32 | 128 };

const NETWORKS = "@ip-location-db/asn";
const COUNTRIES = "@ip-location-db/geo-whois-asn-country";
const SOURCES = {
  networks4: { from: NETWORKS, file: "asn-ipv4-num.csv", bits: 32 },
  networks6: { from: NETWORKS, file: "asn-ipv6-num.csv", bits: 128 },
  countries4: { from: COUNTRIES, file: "geo-whois-asn-country-ipv4-num.csv", bits: 32 },
  countries6: { from: COUNTRIES, file: "geo-whois-asn-country-ipv6-num.csv", bits: 128 },
} as const satisfies Record<string, Source>;

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

/** `folder`: the four files of SOURCES; null takes them from the packages. Throws where one is missing or holds no ranges. */
export async function writeAddressTable(
  path: string = ADDRESS_TABLE_PATH,
  folder: string | null = null,
): Promise<number> {
  const bytes = await build((source) => join(folder ?? folderOf(source.from), source.file));
  await mkdir(dirname(path), { recursive: true });
  // Whole or not at all: two builds at once, or one that ends half-way, leave no half a table.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, bytes);
  await rename(draft, path);
  return bytes.length;
}

async function build(pathOf: (source: Source) => string): Promise<Uint8Array> {
  const read = async <T>(source: Source, rows: (text: string, bits: 32 | 128) => Rows<T>): Promise<readonly T[]> => {
    const file = pathOf(source);
    const { ranges, refused } = rows(await readFile(file, "utf8"), source.bits);
    // A page, an empty file or half a list must not take the place of a table.
    if (ranges.length === 0 || refused > ranges.length)
      throw new Error(`${file}: ${ranges.length} ranges, ${refused} refused`);
    return ranges;
  };
  return buildAddressTable({
    networks4: await read(SOURCES.networks4, readNetworks),
    countries4: await read(SOURCES.countries4, readCountries),
    networks6: await read(SOURCES.networks6, readNetworks),
    countries6: await read(SOURCES.countries6, readCountries),
  });
}

function folderOf(name: string): string {
  return dirname(fileURLToPath(import.meta.resolve(`${name}/package.json`)));
}
