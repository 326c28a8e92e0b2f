/** Shards of cities in memory. */

import { Cities } from "../../../src/core/enrich/cities.ts";
import { CITY_INDEX_FILE, cityShardName, encodeCityIndex } from "../../../src/core/enrich/city-index.ts";
import type { CityPlace } from "../../../src/core/enrich/city-shard.ts";
import { type BuiltShard, CityShardBuilder } from "../../../src/core/enrich/city-shard-builder.ts";

export type CityStart = readonly [high: number, low: number, place: CityPlace | null];

export const BERLIN: CityPlace = { city: "Berlin", country: "DE", latitude: 52.5244, longitude: 13.4105 };
export const NEW_YORK: CityPlace = { city: "New York", country: "US", latitude: 40.7128, longitude: -74.006 };
export const LOS_ANGELES: CityPlace = { city: "Los Angeles", country: "US", latitude: 34.0522, longitude: -118.2437 };

export function cityFiles(
  starts4: readonly CityStart[],
  starts6: readonly CityStart[] = [],
  rowsMax = 4,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const build = (family: 4 | 6, starts: readonly CityStart[]): readonly BuiltShard[] => {
    const shards: BuiltShard[] = [];
    const builder = new CityShardBuilder(family, rowsMax, (shard) => shards.push(shard));
    for (const [high, low, place] of starts) builder.start(high, low, place);
    builder.end();
    for (const [at, { bytes }] of shards.entries()) files.set(cityShardName(family, at), bytes);
    return shards;
  };
  const [four, six] = [build(4, starts4), build(6, starts6)];
  const index = encodeCityIndex({
    starts4: Uint32Array.from(four, ({ high }) => high),
    highs6: Uint32Array.from(six, ({ high }) => high),
    lows6: Uint32Array.from(six, ({ low }) => low),
  });
  return files.set(CITY_INDEX_FILE, index);
}

/** `asked`: files in the order in which they were loaded. */
export function citiesIn(files: ReadonlyMap<string, Uint8Array>, asked: string[] = []): Cities {
  return new Cities({
    load: async (name) => {
      asked.push(name);
      return files.get(name) ?? null;
    },
    tell: (file, reason) => {
      throw new Error(`${file}: ${reason}`);
    },
  });
}
