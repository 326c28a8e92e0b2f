/** Hits of a few findings with colliding times and events, to try every tie. */

import * as fc from "fast-check";
import type { Hit } from "../../../src/core/finding.ts";
import { aHit } from "./samples.ts";

export const arbitraryHit: fc.Arbitrary<Hit> = fc
  .record({
    timeMs: fc.integer({ min: 0, max: 5 }),
    eventId: fc.constantFrom("a", "b", "c", "d"),
    trail: fc.constantFrom("one", "two"),
    severity: fc.constantFrom(2, 5, 8),
    title: fc.constantFrom("x", "y"),
  })
  .map(({ trail, ...rest }) => aHit({ subject: ["user/alice", trail], ...rest }));
