import { expect, test } from "vitest";
import { DGA_GRAMS_MAX, gramPlaces } from "../../../src/core/enrich/dga-grams.ts";

function places(name: string, from = 0, to = name.length): number[] {
  const out = new Uint16Array(DGA_GRAMS_MAX);
  return [...out.subarray(0, gramPlaces(name, from, to, out))];
}

test("a label has the same places wherever it stands in a name", () => {
  expect(places("www.example.com", 4, 11)).toEqual(places("example"));
});

test("runs of two, three and four, over both ends, and six marks of shape", () => {
  // "abc" with its bounds: 4 pairs, 3 triples (the first run has no mark before it), 2 fours.
  expect(places("abcd")).toHaveLength(5 + 4 + 3 + 6);
});

test("the longest label fits, and no more than 63 characters are read", () => {
  expect(places("a".repeat(63)).length).toBeLessThanOrEqual(DGA_GRAMS_MAX);
  expect(places("a".repeat(200))).toEqual(places("a".repeat(63)));
});

test("another label, other places", () => {
  expect(new Set(places("example"))).not.toEqual(new Set(places("elpmaxe")));
});
