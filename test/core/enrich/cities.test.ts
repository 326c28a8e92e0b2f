import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Cities } from "../../../src/core/enrich/cities.ts";
import { type CityPlace, decodeCityShard } from "../../../src/core/enrich/city-shard.ts";
import { decodeCityIndex } from "../../../src/core/enrich/city-index.ts";
import { CITY_SHARDS_ASKED_MAX, CITY_SHARDS_BYTES_MAX } from "../../../src/core/limits.ts";
import { parseIp } from "../../../src/core/net/ip.ts";
import { BERLIN, citiesIn, cityFiles, type CityStart, LOS_ANGELES, NEW_YORK } from "./city-samples.ts";

const PLACES: readonly (CityPlace | null)[] = [BERLIN, NEW_YORK, LOS_ANGELES, null];

test("every address has the place of the last start before it, in whatever shard that is", async () => {
  const starts = fc.uniqueArray(fc.nat(5_000), { minLength: 1, maxLength: 60 });
  const property = fc.asyncProperty(starts, fc.array(fc.nat(6_000), { maxLength: 60 }), async (numbers, ips) => {
    const rows = numbers.sort((one, other) => one - other).map((at): CityStart => [at, 0, PLACES[at % 4] ?? null]);
    const found = await citiesIn(cityFiles(rows)).locate(new Set(ips));
    for (const ip of ips) {
      const start = rows.findLast(([at]) => at <= ip);
      expect(found.get(ip) ?? null).toEqual(start?.[2] ?? null);
    }
  });
  await fc.assert(property);
});

test("IPv6 by its first 64 bits, IPv4 beside it", async () => {
  const files = cityFiles(
    [[0xc633_6400, 0, BERLIN]],
    [
      [0x2001_0db8, 0, NEW_YORK],
      [0x2001_0db8, 7, null],
      [0x2001_0db8, 9, LOS_ANGELES],
    ],
    2,
  );
  const ips = ["198.51.100.7", "2001:db8::1", "2001:db8:0:7::1", "2001:db8:0:9:ffff::1", "2001:db7::1", "1.2.3.4"];
  const found = await citiesIn(files).locate(ips.map((text) => parseIp(text) ?? ""));
  expect(ips.map((text) => found.get(parseIp(text) ?? "")?.city ?? null)).toEqual([
    "Berlin",
    "New York",
    null,
    "Los Angeles",
    null,
    null,
  ]);
});

test("a name in any script, coordinates to four digits, no country", async () => {
  const tokyo = { city: "東京", country: null, latitude: -0.0001, longitude: 179.9999 };
  expect((await citiesIn(cityFiles([[0, 0, tokyo]])).locate([5])).get(5)).toEqual(tokyo);
});

test("without files nothing has a city, and the index is asked for once", async () => {
  const asked: string[] = [];
  const cities = citiesIn(new Map(), asked);
  expect([(await cities.locate([1])).size, (await cities.locate([2])).size, asked]).toEqual([0, 0, ["index.bin"]]);
});

test("a shard that is gone is no error and not asked for again; others are read", async () => {
  const files = cityFiles(Array.from({ length: 8 }, (_, at): CityStart => [at * 10, 0, PLACES[at % 3] ?? null]));
  files.delete("4-0.bin");
  const asked: string[] = [];
  const cities = citiesIn(files, asked);
  for (let time = 0; time < 2; time++) expect([...(await cities.locate([5, 45])).keys()]).toEqual([45]);
  expect(asked).toEqual(["index.bin", "4-0.bin", "4-1.bin"]);
});

test("a file that cannot be read is told and asked for again, a damaged one is told once", async () => {
  const files = cityFiles([[0, 0, BERLIN]]);
  const told: string[] = [];
  let fails = true;
  const cities = new Cities({
    load: async (name) => {
      if (fails) throw new Error("no answer");
      return files.get(name) ?? null;
    },
    tell: (file, reason) => void told.push(`${file}: ${reason}`),
  });
  expect((await cities.locate([1])).size).toBe(0);
  fails = false;
  expect((await cities.locate([1])).get(1)?.city).toBe("Berlin");
  expect(told).toEqual(["index.bin: no answer"]);

  files.set("4-0.bin", (files.get("4-0.bin") as Uint8Array).slice(4));
  const damaged = new Cities({ load: async (name) => files.get(name) ?? null, tell: (file) => void told.push(file) });
  for (let time = 0; time < 2; time++) expect((await damaged.locate([1])).size).toBe(0);
  expect(told.slice(1)).toEqual(["4-0.bin"]);
});

/** Shards of one row each, of the given bytes. */
function bulky(count: number, bytes: number): Map<string, Uint8Array> {
  const rows = Array.from({ length: count }, (_, at): CityStart => [at, 0, { ...BERLIN, city: `${at}`.padEnd(bytes) }]);
  return cityFiles(rows, [], 1);
}

test("shards are held up to a bound, those used last the longest", async () => {
  const asked: string[] = [];
  const cities = citiesIn(bulky(8, CITY_SHARDS_BYTES_MAX / 4), asked);
  for (const ip of [0, 1, 2, 0, 3, 4, 0]) expect((await cities.locate([ip])).get(ip)?.city.trim()).toBe(`${ip}`);
  expect(asked.filter((name) => name === "4-0.bin")).toHaveLength(1);
  await cities.locate([1]);
  expect(asked.filter((name) => name === "4-1.bin")).toHaveLength(2);
});

test("a crowd of addresses touches so many shards and no more", async () => {
  const asked: string[] = [];
  const count = CITY_SHARDS_ASKED_MAX + 50;
  const found = await citiesIn(bulky(count, 4), asked).locate(Array.from({ length: count }, (_, at) => at));
  expect([found.size, asked.length, found.has(0), found.has(count - 1)]).toEqual([
    CITY_SHARDS_ASKED_MAX,
    CITY_SHARDS_ASKED_MAX + 1,
    true,
    false,
  ]);
});

test("any change of a shard's or an index's header or numbers is refused or harmless", () => {
  const files = cityFiles([
    [1, 0, BERLIN],
    [9, 0, NEW_YORK],
  ]);
  const shard = files.get("4-0.bin") as Uint8Array;
  const index = files.get("index.bin") as Uint8Array;
  expect([decodeCityShard(shard).ok, decodeCityIndex(index).ok]).toEqual([true, true]);
  for (const [bytes, decode] of [
    [shard, decodeCityShard],
    [index, decodeCityIndex],
  ] as const) {
    for (let word = 0; word < 4; word++) {
      const damaged = bytes.slice();
      damaged[word * 4] = (damaged[word * 4] as number) + 1;
      expect(decode(damaged).ok).toBe(false);
    }
    expect(decode(bytes.slice(0, -4)).ok).toBe(false);
    expect(decode(new Uint8Array()).ok).toBe(false);
  }
  // The second start before the first.
  const swapped = shard.slice();
  swapped[24] = 200;
  expect(decodeCityShard(swapped)).toEqual({ ok: false, error: "cities are damaged" });
});
