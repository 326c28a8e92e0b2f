/** Ranges of addresses and their cities, in ascending order → shards of so many rows, and where each starts. */

import { invariant } from "../invariant.ts";
import { encodeUtf8 } from "../text.ts";
import { type CityPlace, DEGREE, encodeCityShard } from "./city-shard.ts";

export type BuiltShard = { readonly high: number; readonly low: number; readonly bytes: Uint8Array };

type Row = { readonly high: number; readonly low: number; readonly place: CityPlace | null };

/** `emit` gets each shard when it is full. One place is one object: equal ones that are not the same are two. */
export class CityShardBuilder {
  readonly #family: 4 | 6;
  readonly #rowsMax: number;
  readonly #emit: (shard: BuiltShard) => void;
  #rows: Row[] = [];
  #last: Row | null = null;

  constructor(family: 4 | 6, rowsMax: number, emit: (shard: BuiltShard) => void) {
    // Place 0 is none, and every other number of a place must fit in 16 bits.
    invariant(rowsMax > 0 && rowsMax < 65_536, "a shard has fewer rows than 16 bits can number");
    this.#family = family;
    this.#rowsMax = rowsMax;
    this.#emit = emit;
  }

  /** From here up to the next start the place is `place`; null: no city is known. `low`: 0 for IPv4. */
  start(high: number, low: number, place: CityPlace | null): void {
    const last = this.#last;
    const ascends = last === null || high > last.high || (high === last.high && low > last.low);
    invariant(ascends, "starts of cities ascend");
    if ((last === null ? null : last.place) === place) return;
    if (this.#rows.length >= this.#rowsMax) this.#cut();
    this.#last = { high, low, place };
    this.#rows.push(this.#last);
  }

  end(): void {
    if (this.#rows.length > 0) this.#cut();
  }

  #cut(): void {
    const [first] = this.#rows;
    invariant(first, "a shard has a row");
    this.#emit({ high: first.high, low: first.low, bytes: encode(this.#rows, this.#family) });
    this.#rows = [];
  }
}

function encode(rows: readonly Row[], family: 4 | 6): Uint8Array {
  const numbers = new Map<CityPlace | null, number>([[null, 0]]);
  for (const { place } of rows) if (!numbers.has(place)) numbers.set(place, numbers.size);
  const places = [...numbers.keys()];
  const texts = places.map((place) => encodeUtf8(place?.city ?? ""));
  const nameStarts = new Uint32Array(texts.length + 1);
  for (const [at, { length }] of texts.entries()) nameStarts[at + 1] = (nameStarts[at] as number) + length;
  const names = new Uint8Array(nameStarts.at(-1) ?? 0);
  for (const [at, text] of texts.entries()) names.set(text, nameStarts[at]);
  return encodeCityShard({
    highs: Uint32Array.from(rows, ({ high }) => high),
    lows: family === 4 ? new Uint32Array() : Uint32Array.from(rows, ({ low }) => low),
    values: Uint16Array.from(rows, ({ place }) => numbers.get(place) ?? 0),
    latitudes: Int32Array.from(places, (place) => Math.round((place?.latitude ?? 0) * DEGREE)),
    longitudes: Int32Array.from(places, (place) => Math.round((place?.longitude ?? 0) * DEGREE)),
    countries: Uint16Array.from(places, (place) => lettersOf(place?.country ?? null)),
    nameStarts,
    names,
  });
}

function lettersOf(country: string | null): number {
  invariant(country === null || /^[A-Z]{2}$/.test(country), "a country is two capital letters");
  return country === null ? 0 : country.charCodeAt(0) * 256 + country.charCodeAt(1);
}
