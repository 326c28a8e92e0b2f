/** Which list, category and family stand behind a number in the lookup tables. */

import type { Category } from "./categories.ts";

export type Label = {
  /** Name of the list, as a finding's `threatListName` shows it. */
  readonly list: string;
  readonly category: Category;
  /** Malware family or campaign, a finding's `threatName`; null where the list names none. */
  readonly family: string | null;
  /** Day since which the list is known to hold the name, in steps; absent where nobody kept it. See listing-age. */
  readonly sinceDay?: number;
};

export class Labels {
  readonly #labels: Label[] = [];
  readonly #ids = new Map<string, number>();

  /** The number of this label, the same for the same label. */
  idOf(label: Label): number {
    const key = JSON.stringify([label.list, label.category, label.family, label.sinceDay]);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#labels.push(label) - 1;
    this.#ids.set(key, id);
    return id;
  }

  build(): readonly Label[] {
    return [...this.#labels];
  }
}
