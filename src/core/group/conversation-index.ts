/** Key → number of the conversation in the store. */

import { CONVERSATIONS_MAX, TABLE_PROBES_MAX } from "../limits.ts";
import { KEY, KEY_SLOTS } from "./conversation-key.ts";
import { HOT } from "./conversation-store.ts";

const SIZE = CONVERSATIONS_MAX * 2;
export const NOT_FOUND = -1;
/** A place holds the conversation's number from 1, 0 where it is free, and what bits there are left of the hash. */
const NUMBER = SIZE - 1;

export class ConversationIndex {
  /** Where the search that found nothing ended: a free place, or NOT_FOUND after a chain that is too long. */
  free = NOT_FOUND;
  readonly #places = new Int32Array(SIZE);
  /** Of no use but that what was loaded for it is not left out as idle. */
  touched = 0;

  /**
   * Loads what `find` will look at for each of the first `count` keys. The table and the store are larger than the nearest caches:
   * loads that do not wait for one another's outcome are under way at the same time, those of searches one after another.
   */
  touch(keys: Int32Array, count: number, hot: Int32Array): void {
    let touched = 0;
    for (let at = KEY.hash; at < count * KEY_SLOTS; at += KEY_SLOTS) {
      const index = ((this.#places[(keys[at] as number) & NUMBER] as number) & NUMBER) - 1;
      // The first for a free place, without a branch: one foretold wrongly would end what is under way.
      touched ^= hot[(index & ~(index >> 31)) * 16] as number;
    }
    this.touched = touched;
  }

  /** Number, from 0, of the conversation whose key is the one at `at`; NOT_FOUND, and `free` is set. */
  find(keys: Int32Array, at: number, hot: Int32Array): number {
    const hash = keys[at + KEY.hash] as number;
    let place = hash & NUMBER;
    for (let probe = 0; probe < TABLE_PROBES_MAX; probe++) {
      const held = this.#places[place] as number;
      if (held === 0) {
        this.free = place;
        return NOT_FOUND;
      }
      const index = (held & NUMBER) - 1;
      if (((held ^ hash) & ~NUMBER) === 0 && isAt(index * 16, hot, keys, at)) return index;
      place = (place + 1) & NUMBER;
    }
    this.free = NOT_FOUND;
    return NOT_FOUND;
  }

  /** Sets the free place. */
  add(hash: number, index: number): void {
    this.#places[this.free] = (hash & ~NUMBER) | (index + 1);
  }

  clear(): void {
    this.#places.fill(0);
  }
}

function isAt(place: number, hot: Int32Array, keys: Int32Array, at: number): boolean {
  return (
    hot[place + HOT.client] === keys[at + KEY.client] &&
    hot[place + HOT.server] === keys[at + KEY.server] &&
    hot[place + HOT.packed] === keys[at + KEY.packed] &&
    hot[place + HOT.host] === keys[at + KEY.host]
  );
}
