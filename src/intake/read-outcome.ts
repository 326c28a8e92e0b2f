/** What became of an object that was read to its end, or as far as it goes. */

import type { ObjectCounts } from "../core/sources/object-counts.ts";

export type ReadOutcome = {
  readonly counts: ObjectCounts;
  /** Why the object could not be read to its end; what came before has been applied. */
  readonly problem: string | null;
  /** False where a bound of ours ended the reading of a CloudTrail object: the rest was not looked at. */
  readonly whole?: boolean;
};

/** An object without one good record is no log of this kind. */
export function whyNothing({ records, seen, rejected, samples }: ObjectCounts, kind: string): string | null {
  const nothing = records === 0 && rejected > 0 && seen === rejected;
  return nothing ? `no ${kind} record in it; ${samples[0]}` : null;
}
