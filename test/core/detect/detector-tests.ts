/**
 * The common part of every detector's test: it fires on its samples, with the match expected, and stays quiet on its
 * near misses. A mirrored test is one default export of `detectorTests(…)`; the catalogue test loads the same files
 * through `collectSamples` and gets their samples without running the tests twice.
 */

import { expect, test } from "vitest";
import type { Behaviour } from "../../../src/core/behaviour/behaviour.ts";
import type { Sequence } from "../../../src/core/behaviour/sequence.ts";
import type { CallHistory } from "../../../src/core/behaviour/history.ts";
import type { CallDetector, Match } from "../../../src/core/detect/detector.ts";
import type { ApiCall } from "../../../src/core/event.ts";
import { NO_FACTS, type RegionFacts } from "../../../src/core/profile/region-facts.ts";

/** A run of unusual calls, or where the principal was before. */
type Learned = Behaviour | CallHistory | Sequence | null;

/** [claim, call, what the match must hold (fires only), facts, what was learned]. */
export type Fires = readonly [
  claim: string,
  call: ApiCall,
  match?: Partial<Match>,
  facts?: Partial<RegionFacts>,
  behaviour?: Learned,
];
export type Quiet = readonly [claim: string, call: ApiCall, facts?: Partial<RegionFacts>, behaviour?: Learned];
export type Samples = {
  readonly detector: CallDetector;
  readonly fires: readonly Fires[];
  readonly quiet: readonly Quiet[];
};

let collecting = false;

export function detectorTests(detector: CallDetector, fires: readonly Fires[], quiet: readonly Quiet[]): Samples {
  if (!collecting) {
    for (const [claim, call, match, facts, behaviour] of fires) {
      test(`fires on ${claim}`, () => {
        const found = judge(detector, call, facts, behaviour);
        expect(found).not.toBeNull();
        expect(found).toMatchObject(match ?? {});
      });
    }
    for (const [claim, call, facts, behaviour] of quiet) {
      test(`stays quiet on ${claim}`, () => expect(judge(detector, call, facts, behaviour)).toBeNull());
    }
  }
  return { detector, fires, quiet };
}

export function judge(
  detector: CallDetector,
  call: ApiCall,
  facts: Partial<RegionFacts> = {},
  learned: Learned = null,
): Match | null {
  return detector.detect(call, {
    facts: { ...NO_FACTS, ...facts },
    behaviour: learned !== null && "run" in learned ? learned : null,
    history: learned !== null && "places" in learned ? learned : null,
    sequence: learned !== null && "steps" in learned ? learned : null,
  });
}

export async function collectSamples(load: () => Promise<{ readonly default: Samples }>): Promise<Samples> {
  collecting = true;
  try {
    return (await load()).default;
  } finally {
    collecting = false;
  }
}
