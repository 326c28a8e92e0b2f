/** The cities of addresses, out of shards that are fetched when first asked for and held while there is room. */

import { inParallel } from "../in-parallel.ts";
import { CITY_LOADS_PARALLEL_MAX, CITY_SHARDS_ASKED_MAX, CITY_SHARDS_BYTES_MAX } from "../limits.ts";
import { parseIpv6 } from "../net/address.ts";
import type { Ip } from "../net/ip.ts";
import type { Result } from "../result.ts";
import { CITY_INDEX_FILE, type CityIndex, cityShardFile, decodeCityIndex } from "./city-index.ts";
import { cityIn, type CityPlace, type CityShard, decodeCityShard } from "./city-shard.ts";

/** Null where there is no such file. */
export type LoadCityFile = (name: string) => Promise<Uint8Array | null>;

/** `tell` gets what went wrong with a file: it is never the caller's to mend, and the address has no city. */
export type CitiesDeps = { readonly load: LoadCityFile; readonly tell: (file: string, reason: string) => void };

type Asked = { readonly ip: Ip; readonly high: number; readonly low: number };

/** Values are kept, never promises: one that another invocation was to settle hangs for ever when that one ends early. */
export class Cities {
  readonly #deps: CitiesDeps;
  /** Undefined before it was read; null: no cities were built. */
  #index: CityIndex | null | undefined;
  /** By file, the one that was used last at the end; null: no such file, or one that cannot be read. */
  readonly #shards = new Map<string, CityShard | null>();
  #bytes = 0;

  constructor(deps: CitiesDeps) {
    this.#deps = deps;
  }

  /** Whether any were built: without them nobody need look for addresses. */
  async exist(): Promise<boolean> {
    return (await this.#readIndex()) !== null;
  }

  /**
   * Those that have one. Of more shards than CITY_SHARDS_ASKED_MAX the rest is not read: the first addresses count.
   * Never throws.
   */
  async locate(ips: Iterable<Ip>): Promise<ReadonlyMap<Ip, CityPlace>> {
    const found = new Map<Ip, CityPlace>();
    const index = await this.#readIndex();
    if (index === null) return found;
    const byFile = [...askedByFile(index, ips)].slice(0, CITY_SHARDS_ASKED_MAX);
    await inParallel(CITY_LOADS_PARALLEL_MAX, byFile, async ([file, asked]) => {
      const shard = await this.#shard(file);
      if (shard === null) return;
      for (const { ip, high, low } of asked) {
        const place = cityIn(shard, high, low);
        if (place !== null) found.set(ip, place);
      }
    });
    return found;
  }

  async #readIndex(): Promise<CityIndex | null> {
    if (this.#index !== undefined) return this.#index;
    const read = await this.#read(CITY_INDEX_FILE, decodeCityIndex);
    if (read !== undefined) this.#index = read;
    return read ?? null;
  }

  async #shard(file: string): Promise<CityShard | null> {
    const known = this.#shards.get(file);
    if (known !== undefined) {
      this.#shards.delete(file);
      this.#shards.set(file, known);
      return known;
    }
    const read = await this.#read(file, decodeCityShard);
    // Another question may have read it meanwhile.
    if (read !== undefined && !this.#shards.has(file)) this.#keep(file, read);
    return read ?? null;
  }

  #keep(file: string, shard: CityShard | null): void {
    this.#shards.set(file, shard);
    this.#bytes += shard?.byteLength ?? 0;
    for (const [oldest, old] of this.#shards) {
      if (this.#bytes <= CITY_SHARDS_BYTES_MAX || oldest === file) return;
      this.#shards.delete(oldest);
      this.#bytes -= old?.byteLength ?? 0;
    }
  }

  /** Null: there is none, now and later. Undefined: nobody could say; it is asked for again. */
  async #read<T>(file: string, decode: (bytes: Uint8Array) => Result<T>): Promise<T | null | undefined> {
    try {
      const bytes = await this.#deps.load(file);
      if (bytes === null) return null;
      const decoded = decode(bytes);
      if (decoded.ok) return decoded.value;
      this.#deps.tell(file, decoded.error);
      return null;
    } catch (error) {
      this.#deps.tell(file, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

function askedByFile(index: CityIndex, ips: Iterable<Ip>): Map<string, Asked[]> {
  const byFile = new Map<string, Asked[]>();
  for (const ip of ips) {
    const words = typeof ip === "number" ? [ip, 0] : parseIpv6(ip);
    if (words === null) continue;
    const [high = 0, low = 0] = words;
    const file = cityShardFile(index, typeof ip === "number" ? 4 : 6, high, low);
    if (file === null) continue;
    const asked = byFile.get(file);
    if (asked) asked.push({ ip, high, low });
    else byFile.set(file, [{ ip, high, low }]);
  }
  return byFile;
}
