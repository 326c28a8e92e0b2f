import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isLater, later } from "../../../src/core/findings/latest.ts";
import { arbitraryHit } from "./arbitrary-hits.ts";
import { aHit } from "./samples.ts";

test("time decides, then the event id", () => {
  expect(isLater(aHit({ timeMs: 2, eventId: "a" }), aHit({ timeMs: 1, eventId: "b" }))).toBe(true);
  expect(isLater(aHit({ timeMs: 1, eventId: "b" }), aHit({ timeMs: 1, eventId: "a" }))).toBe(true);
  expect(isLater(aHit(), aHit())).toBe(false);
});

test("is one of the two, whatever the order", () => {
  fc.assert(
    fc.property(arbitraryHit, arbitraryHit, (left, right) => {
      expect(later(left, right)).toStrictEqual(later(right, left));
      expect([left, right]).toContainEqual(later(left, right));
    }),
  );
});
