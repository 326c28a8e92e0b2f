/** Which shard of the cities an address is in: where each shard starts, IPv4 and IPv6. */

import { err, ok, type Result } from "../result.ts";
import { lastStart } from "./city-shard.ts";

/** Ascending. A shard reaches up to the start of the next of its family. */
export type CityIndex = {
  readonly starts4: Uint32Array;
  /** The first 64 bits of IPv6 addresses, in two words. */
  readonly highs6: Uint32Array;
  readonly lows6: Uint32Array;
};

export const CITY_INDEX_FILE = "index.bin";

const MAGIC = 0x4943_5057;
const VERSION = 1;
/** Magic, version, shards of IPv4, shards of IPv6. */
const HEADER_WORDS = 4;

export function encodeCityIndex({ starts4, highs6, lows6 }: CityIndex): Uint8Array {
  const words = new Uint32Array(HEADER_WORDS + starts4.length + highs6.length * 2);
  words.set([MAGIC, VERSION, starts4.length, highs6.length]);
  words.set(starts4, HEADER_WORDS);
  words.set(highs6, HEADER_WORDS + starts4.length);
  words.set(lows6, HEADER_WORDS + starts4.length + highs6.length);
  return new Uint8Array(words.buffer);
}

export function decodeCityIndex(bytes: Uint8Array): Result<CityIndex> {
  if (bytes.byteLength < HEADER_WORDS * 4 || bytes.byteLength % 4 !== 0) return err("the index of cities is cut short");
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
  const [magic, version, count4 = 0, count6 = 0] = words;
  if (magic !== MAGIC) return err("not an index of cities");
  if (version !== VERSION) return err(`the index of cities has version ${version}, this program reads ${VERSION}`);
  if (HEADER_WORDS + count4 + count6 * 2 !== words.length) return err("the index of cities is cut short");
  const from6 = HEADER_WORDS + count4;
  return ok({
    starts4: words.subarray(HEADER_WORDS, from6),
    highs6: words.subarray(from6, from6 + count6),
    lows6: words.subarray(from6 + count6),
  });
}

/** The file of the shard that an address is in; null before the first. `low`: 0 for IPv4. */
export function cityShardFile(index: CityIndex, family: 4 | 6, high: number, low: number): string | null {
  const shard =
    family === 4
      ? lastStart(index.starts4, new Uint32Array(), high, 0)
      : lastStart(index.highs6, index.lows6, high, low);
  return shard < 0 ? null : cityShardName(family, shard);
}

export function cityShardName(family: 4 | 6, shard: number): string {
  return `${family}-${shard}.bin`;
}
