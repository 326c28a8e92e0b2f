/** Cities on disk, from a small table of our own. */

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CITY_SOURCES, fileCities, writeCities } from "../../../dev/tables/city-files.ts";
import { CITY_INDEX_FILE } from "../../../src/core/enrich/city-index.ts";
import { parseIp } from "../../../src/core/net/ip.ts";
import { type Entry, writeMmdb } from "./write-mmdb.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "watchpost-cities-"))));
afterAll(async () => await rm(folder, { recursive: true }));

const refuse = (file: string, reason: string): never => {
  throw new Error(`${file}: ${reason}`);
};

const fields = (city: string, country_code: string, state1: string, latitude: number, longitude: number) => ({
  city,
  country_code,
  state1,
  latitude,
  longitude,
});
const FOUR: readonly Entry[] = [
  { first: 0x0100_0000n, bits: 8, fields: fields("Berlin (Mitte)", "DE", "Berlin", 52.52, 13.4) },
  { first: 0x0200_0000n, bits: 8, fields: fields("Berlin (Spandau (Kladow) / West)", "DE", "Berlin", 52.53, 13.2) },
  { first: 0x0400_0000n, bits: 8, fields: fields("Springfield", "US", "Illinois", 39.8, -89.64) },
  { first: 0x0500_0000n, bits: 8, fields: fields("Springfield", "US", "Illinois", 41.5, -89.64) },
  { first: 0x0600_0000n, bits: 8, fields: fields("Nowhere", "US", "Ohio", 1_000, 0) },
  { first: 0xff00_0000n, bits: 8, fields: fields("Łódź", "ZZZ", "", 51.77, 19.46) },
];
const SIX: readonly Entry[] = [
  { first: 0x2001_0db8n << 96n, bits: 32, fields: fields("Tokyo", "JP", "Tokyo", 35.69, 139.69) },
];

async function written(four: readonly Entry[], six: readonly Entry[], path: string, rowsMax = 2) {
  await writeFile(join(folder, CITY_SOURCES[4]), writeMmdb(4, 28, four));
  await writeFile(join(folder, CITY_SOURCES[6]), writeMmdb(6, 24, six));
  return await writeCities(folder, path, rowsMax);
}

async function citiesAt(path: string, ips: readonly string[]) {
  const found = await fileCities(refuse, path).locate(ips.map((text) => parseIp(text) ?? ""));
  return ips.map((text) => found.get(parseIp(text) ?? "") ?? null);
}

test("a city is one place however many districts it has, and another where it has a namesake", async () => {
  const path = join(folder, "cities");
  const { files, bytes } = await written(FOUR, SIX, path);
  expect([files, bytes > 0, (await readdir(path)).length]).toEqual([5, true, 5]);
  const berlin = { city: "Berlin", country: "DE", latitude: 52.52, longitude: 13.4 };
  expect(
    await citiesAt(path, ["1.2.3.4", "2.255.255.255", "3.0.0.0", "4.0.0.1", "5.0.0.1", "6.0.0.1", "7.0.0.1"]),
  ).toEqual([
    berlin,
    berlin,
    null,
    { city: "Springfield", country: "US", latitude: 39.8, longitude: -89.64 },
    { city: "Springfield", country: "US", latitude: 41.5, longitude: -89.64 },
    null,
    null,
  ]);
  expect(await citiesAt(path, ["255.255.255.255", "0.255.255.255", "2001:db8:ffff::1", "2001:db9::"])).toEqual([
    { city: "Łódź", country: null, latitude: 51.77, longitude: 19.46 },
    null,
    { city: "Tokyo", country: "JP", latitude: 35.69, longitude: 139.69 },
    null,
  ]);
});

test("new files take the place of the old ones; a table without any city leaves them", async () => {
  const path = join(folder, "again");
  await written(FOUR, SIX, path);
  await written(FOUR.slice(0, 1), SIX, path);
  expect((await readdir(path)).sort()).toEqual(["4-0.bin", "6-0.bin", CITY_INDEX_FILE]);
  await expect(written(FOUR.slice(4, 5), SIX, path)).rejects.toThrow("no city in it");
  expect((await citiesAt(path, ["1.2.3.4"]))[0]?.city).toBe("Berlin");
  expect((await readdir(folder)).filter((name) => name.startsWith("again"))).toEqual(["again"]);
});
