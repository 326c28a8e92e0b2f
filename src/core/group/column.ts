/** Values → small numbers: a table that keeps each distinct value once, and columns of it. */

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
