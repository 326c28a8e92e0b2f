/** Distinct sets of small numbers, each stored once and named by an id: an address in three lists costs one id. */

import { GrowingWords } from "./growing-words.ts";

/** Set `id` is `members[offsets[id] .. offsets[id + 1])`, ascending. Id 0 is the empty set. */
export type NumberSets = { readonly offsets: Uint32Array; readonly members: Uint32Array };

export const NO_SET = 0;

/** Empty for an id that is not there. */
export function membersOf(sets: NumberSets, id: number): Uint32Array {
  return sets.members.subarray(sets.offsets[id] ?? 0, sets.offsets[id + 1] ?? 0);
}

export class NumberSetsBuilder {
  readonly #ids = new Map<string, number>([["", NO_SET]]);
  readonly #singles: number[] = [];
  readonly #offsets = new GrowingWords();
  readonly #members = new GrowingWords();

  constructor() {
    this.#offsets.push(0);
    this.#offsets.push(0);
  }

  /** `members` ascending and distinct. */
  idOf(members: readonly number[]): number {
    if (members.length === 0) return NO_SET;
    // Nearly every set of a real table has one member: no key text for those.
    const only = members.length === 1 ? members[0] : undefined;
    if (only !== undefined) return (this.#singles[only] ??= this.#add(members));
    const key = members.join(",");
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#add(members);
    this.#ids.set(key, id);
    return id;
  }

  #add(members: readonly number[]): number {
    for (const member of members) this.#members.push(member);
    this.#offsets.push(this.#members.length);
    return this.#offsets.length - 2;
  }

  build(): NumberSets {
    return { offsets: this.#offsets.view().slice(), members: this.#members.view().slice() };
  }
}
