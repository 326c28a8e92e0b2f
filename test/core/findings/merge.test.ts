import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding } from "../../../src/core/finding.ts";
import { findingFromSighting, mergeFindings, mergeSightings } from "../../../src/core/findings/merge.ts";
import { sightingsOf } from "../../../src/core/findings/sighting.ts";
import { arbitraryHit } from "./arbitrary-hits.ts";
import { aHit } from "./samples.ts";

/** States of one finding: each of a chunk of its own, stored at some time. */
const arbitraryFinding: fc.Arbitrary<Finding> = fc
  .tuple(fc.array(arbitraryHit, { minLength: 1, maxLength: 4 }), fc.integer({ min: 0, max: 9 }), fc.boolean())
  .map(([hits, storedMs, archived]) => {
    const [sighting] = sightingsOf(hits, "chunk");
    if (sighting === undefined) throw new Error("hits give a sighting");
    return Object.assign(findingFromSighting(sighting, storedMs), { id: "one finding", archived });
  });

test("merging is commutative", () => {
  fc.assert(
    fc.property(arbitraryFinding, arbitraryFinding, (a, b) => {
      expect(mergeFindings(a, b)).toStrictEqual(mergeFindings(b, a));
    }),
    { numRuns: 500 },
  );
});

test("merging is associative", () => {
  fc.assert(
    fc.property(arbitraryFinding, arbitraryFinding, arbitraryFinding, (a, b, c) => {
      expect(mergeFindings(mergeFindings(a, b), c)).toStrictEqual(mergeFindings(a, mergeFindings(b, c)));
    }),
    { numRuns: 500 },
  );
});

test("sightings in any order and repeated give the same findings", () => {
  const chunks = fc.array(fc.array(arbitraryHit, { maxLength: 5 }), { maxLength: 5 });
  fc.assert(
    fc.property(chunks, (chunks) => {
      const sightings = chunks.flatMap((hits, i) => sightingsOf(hits, `chunk-${i}`));
      const once = mergeSightings(sightings, 7);
      expect(mergeSightings([...sightings].reverse().concat(sightings), 7)).toStrictEqual(new Map([...once].reverse()));
      for (const finding of once.values()) {
        const own = sightings.filter((sighting) => sighting.findingId === finding.id);
        expect(finding.count).toBe(own.reduce((sum, sighting) => sum + sighting.count, 0));
        expect(finding.severity).toBe(Math.max(...own.map((sighting) => sighting.severity)));
      }
    }),
  );
});

test("states of different findings are never merged", () => {
  const [one] = sightingsOf([aHit()], "c");
  const [other] = sightingsOf([aHit({ subject: ["else"] })], "c");
  if (one === undefined || other === undefined) throw new Error("each hit gives a sighting");
  expect(() => mergeFindings(findingFromSighting(one, 1), findingFromSighting(other, 1))).toThrow("one finding");
});
