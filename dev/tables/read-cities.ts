/** A MaxMind DB of cities → starts of ranges with their places, for the shards' builder. */

import type { CityPlace } from "../../src/core/enrich/city-shard.ts";
import type { CityShardBuilder } from "../../src/core/enrich/city-shard-builder.ts";
import { openMmdb, rangesOf } from "./mmdb.ts";
import { mapOf, type MmdbValue } from "./mmdb-fields.ts";

/** Ranges that have a city. Throws for what is no MaxMind DB of this family. */
export function pushCities(bytes: Buffer, family: 4 | 6, builder: CityShardBuilder): number {
  const mmdb = openMmdb(bytes);
  if (mmdb.ipVersion !== family) throw new Error(`the MaxMind DB is of IPv${mmdb.ipVersion}, not of IPv${family}`);
  const places = new Places();
  const byRecord = new Map<number, CityPlace | null>();
  let found = 0;
  let end: Start = { high: 0, low: 0 };
  for (const { high, low, bits, record } of rangesOf(mmdb)) {
    const known = byRecord.get(record);
    const place = known === undefined ? places.placeOf(mmdb.fields.read(record)[0]) : known;
    if (known === undefined) byRecord.set(record, place);
    if (high !== end.high || low !== end.low) builder.start(end.high, end.low, null);
    builder.start(high, low, place);
    if (place !== null) found++;
    end = after({ high, low }, bits);
    if (end.high === WORD) return found;
  }
  builder.start(end.high, end.low, null);
  return found;
}

type Start = { readonly high: number; readonly low: number };

const WORD = 2 ** 32;

/** The first address behind a prefix; `high` is 2^32 behind the last of all. */
function after({ high, low }: Start, bits: number): Start {
  if (bits <= 32) return { high: high + 2 ** (32 - bits), low };
  const next = low + 2 ** (64 - bits);
  return next === WORD ? { high: high + 1, low: 0 } : { high, low: next };
}

/** "Zurich (Zurich (Kreis 1) / Hochschulen)" is Zurich: a city is one place, at the first of its coordinates, however many districts a table has of it. */
const DISTRICT = / \(.*\)$/;
/** Towns of one name in one state that lie further apart than any city is wide are two. */
const ONE_CITY_DEGREES = 0.5;

class Places {
  readonly #places = new Map<string, CityPlace[]>();

  /** Null for a record without city or coordinates. */
  placeOf(record: MmdbValue): CityPlace | null {
    const { city, country_code: code, state1, latitude, longitude } = mapOf(record);
    if (typeof city !== "string" || typeof latitude !== "number" || typeof longitude !== "number") return null;
    const name = city.replace(DISTRICT, "");
    if (name === "" || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return null;
    const country = typeof code === "string" && /^[A-Z]{2}$/.test(code) ? code : null;
    const key = JSON.stringify([country, state1 ?? "", name]);
    const namesakes = this.#places.get(key) ?? [];
    this.#places.set(key, namesakes);
    const known = namesakes.find((place) => isNear(place, latitude, longitude));
    if (known) return known;
    const place = { city: name, country, latitude, longitude };
    namesakes.push(place);
    return place;
  }
}

function isNear(place: CityPlace, latitude: number, longitude: number): boolean {
  const apart = [place.latitude - latitude, place.longitude - longitude];
  return apart.every((degrees) => Math.abs(degrees) <= ONE_CITY_DEGREES);
}
