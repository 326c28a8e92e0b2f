/** The values that a table has no room for: since when they were seen, in a few shared cells. */

import { OVERFLOW_CELLS } from "../limits.ts";

/** Two cells stand for a value; each is shared, so a value may look known that is not, never the other way round. */
export class Overflow {
  readonly firstDay = new Int32Array(OVERFLOW_CELLS).fill(NEVER);
  readonly lastDay = new Int32Array(OVERFLOW_CELLS).fill(-NEVER);

  /** Minima and maxima: in any order the same. */
  add(hash: number, firstDay: number, lastDay: number): void {
    for (const cell of cellsOf(hash)) {
      if (firstDay < (this.firstDay[cell] as number)) this.firstDay[cell] = firstDay;
      if (lastDay > (this.lastDay[cell] as number)) this.lastDay[cell] = lastDay;
    }
  }

  isUsed(cell: number): boolean {
    return this.firstDay[cell] !== NEVER;
  }

  wasSeenBefore(hash: number, day: number): boolean {
    return cellsOf(hash).every((cell) => (this.firstDay[cell] as number) < day);
  }
}

const NEVER = 0x7fffffff;

function cellsOf(hash: number): readonly [number, number] {
  return [hash % OVERFLOW_CELLS, Math.floor(hash / OVERFLOW_CELLS) % OVERFLOW_CELLS];
}
