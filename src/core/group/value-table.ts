/** Each distinct value once, in order of first use: how packed batches name what they repeat. */

/** Stands for null. */
export const NONE = -1;

export class ValueTable<T> {
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
