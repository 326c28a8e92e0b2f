/** What is fuzzed: a parser with its inputs, and what must hold of its answer. */

import type { Random } from "../simulate/random.ts";

/**
 * One case: makes an input from `random`, reads it. Returns null where all is well, or what was lost in silence. What it
 * throws is a crash: errors that the parser declares are caught inside. A case that takes longer than a second is a hang.
 */
export type Target = {
  readonly name: string;
  /** Share of the cases: more for what is fast. */
  readonly weight: number;
  readonly run: (random: Random) => string | null | Promise<string | null>;
};
