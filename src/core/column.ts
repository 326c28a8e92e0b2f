/** Values → small numbers: a table that keeps each distinct value once, and columns of it. */

import { invariant } from "./invariant.ts";

/** Stands for null. */
export const NONE = -1;

export class Table<T> {
  /** In order of first use. */
  readonly values: T[] = [];
  readonly #indices = new Map<T, number>();

  indexOf(value: T | null): number {
    if (value === null) return NONE;
    const known = this.#indices.get(value);
    if (known !== undefined) return known;
    const index = this.values.push(value) - 1;
    this.#indices.set(value, index);
    return index;
  }
}

/** One field of many rows: the last value is found without a look into the table. */
export class Column<T extends string | object> {
  readonly #table: Table<T>;
  #last: T | null = null;
  #index = NONE;

  constructor(table: Table<T>) {
    this.#table = table;
  }

  indexOf(value: T | null): number {
    if (value !== this.#last) {
      this.#last = value;
      this.#index = this.#table.indexOf(value);
    }
    return this.#index;
  }
}

/** Those values of a table that are named again, in a table of their own. */
export class Remapped<T> {
  /** In order of first use. */
  readonly values: T[] = [];
  readonly #from: readonly T[];
  /** One more than the new index; 0 for none yet. */
  readonly #places: Int32Array;

  constructor(from: readonly T[]) {
    this.#from = from;
    this.#places = new Int32Array(from.length);
  }

  /** The new index of what stands at `index` in the old table. */
  indexOf(index: number): number {
    if (index === NONE) return NONE;
    const place = this.#places[index] as number;
    return place > 0 ? place - 1 : this.#add(index);
  }

  #add(index: number): number {
    const place = this.values.push(this.#from[index] as T);
    this.#places[index] = place;
    return place - 1;
  }
}

/** What stands at an index of a table's values; throws where nothing does. */
export function of<T>(values: readonly T[], index: number | undefined): T {
  const value = values[index ?? NONE];
  invariant(value !== undefined, "a packed row names a value of its table");
  return value;
}

/** As `of`; null for NONE. */
export function ofOrNull<T>(values: readonly T[], index: number | undefined): T | null {
  return index === NONE ? null : of(values, index);
}
