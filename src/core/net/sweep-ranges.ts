/** Overlapping ranges of many lists → disjoint stretches, each with the set of lists that cover it. */

import { GrowingWords } from "./growing-words.ts";
import type { NumberSetsBuilder } from "./number-sets.ts";

/** Event 2·i opens range i, event 2·i + 1 closes it one place past its last address. */
export type SweepInput = {
  /** Events by ascending position. Ranges that reach the very last address have no closing event. */
  readonly order: Uint32Array;
  /** List of each range. */
  readonly lists: Uint32Array;
  /** Whether two events stand at one position. */
  readonly together: (eventA: number, eventB: number) => boolean;
  readonly sets: NumberSetsBuilder;
};

/** From the position of `events[k]` on, and up to that of `events[k + 1]`, set `ids[k]` holds. */
export type Stretches = { readonly events: Uint32Array; readonly ids: Uint32Array };

export function sweepRanges({ order, lists, together, sets }: SweepInput): Stretches {
  const events = new GrowingWords();
  const ids = new GrowingWords();
  const active = new ActiveLists();
  let current = 0;
  for (let at = 0; at < order.length; at++) {
    // In range by the loop's bound and by construction of the events.
    const event = order[at] as number;
    active.change(lists[event >>> 1] as number, event & 1 ? -1 : 1);
    const next = order[at + 1];
    if (next !== undefined && together(event, next)) continue;
    const id = sets.idOf(active.sorted);
    if (id === current) continue;
    current = id;
    events.push(event);
    ids.push(id);
  }
  return { events: events.view(), ids: ids.view() };
}

/** Lists open at the sweep's place. A list may be open several times over, by nested ranges of its own. */
class ActiveLists {
  readonly sorted: number[] = [];
  readonly #depth = new Map<number, number>();

  change(list: number, by: 1 | -1): void {
    const before = this.#depth.get(list) ?? 0;
    const depth = before + by;
    if (depth === 0) this.#depth.delete(list);
    else this.#depth.set(list, depth);
    if (before === 0) this.sorted.splice(this.#place(list), 0, list);
    else if (depth === 0) this.sorted.splice(this.#place(list), 1);
  }

  #place(list: number): number {
    const at = this.sorted.findIndex((open) => open >= list);
    return at < 0 ? this.sorted.length : at;
  }
}
