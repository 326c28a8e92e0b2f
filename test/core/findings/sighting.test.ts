import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sightingsOf } from "../../../src/core/findings/sighting.ts";
import { SIGHTING_EVENT_IDS_MAX } from "../../../src/core/limits.ts";
import { arbitraryHit } from "./arbitrary-hits.ts";
import { aHit } from "./samples.ts";

test("folds the hits of one finding into count, first, last, severity and the latest hit", () => {
  const hits = [
    aHit({ timeMs: 30, eventId: "c", severity: 2 }),
    aHit({ timeMs: 10, eventId: "a", severity: 8 }),
    aHit({ timeMs: 20, eventId: "b", severity: 5 }),
  ];
  const [sighting, ...others] = sightingsOf(hits, "chunk-1");
  expect(others).toStrictEqual([]);
  expect(sighting).toMatchObject({ chunkId: "chunk-1", count: 3, firstMs: 10, lastMs: 30, severity: 8 });
  expect(sighting?.eventIds).toStrictEqual(["a", "b", "c"]);
  expect(sighting?.latest).toStrictEqual(hits[0]);
});

test("names only the first event ids, in time order", () => {
  const hits = Array.from({ length: 25 }, (_, i) => aHit({ timeMs: 100 - i, eventId: `e${i}` }));
  const ids = sightingsOf(hits, "c")[0]?.eventIds;
  expect(ids).toHaveLength(SIGHTING_EVENT_IDS_MAX);
  expect(ids?.[0]).toBe("e24");
});

test("an event that a chunk holds twice is counted once", () => {
  expect(sightingsOf([aHit(), aHit()], "c")[0]?.count).toBe(1);
});

test("no hits, no sightings", () => {
  expect(sightingsOf([], "c")).toStrictEqual([]);
});

test("the order of the hits changes nothing, and none is lost", () => {
  const shuffled = fc
    .array(arbitraryHit, { maxLength: 12 })
    .chain((hits) => fc.tuple(fc.constant(hits), fc.shuffledSubarray(hits, { minLength: hits.length })));
  fc.assert(
    fc.property(shuffled, ([hits, otherwise]) => {
      const sightings = sightingsOf(hits, "c");
      expect(sightingsOf(otherwise, "c")).toStrictEqual(sightings);
      const distinct = new Set(hits.map((hit) => `${hit.subject.join()} ${hit.eventId}`));
      expect(sightings.reduce((sum, sighting) => sum + sighting.count, 0)).toBe(distinct.size);
      for (const { firstMs, lastMs, latest } of sightings) {
        expect(firstMs).toBeLessThanOrEqual(lastMs);
        expect(latest.timeMs).toBe(lastMs);
      }
    }),
  );
});
