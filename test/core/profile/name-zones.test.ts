import * as fc from "fast-check";
import { expect, test } from "vitest";
import { informationOf } from "../../../src/core/profile/name-zones.ts";

/** By the formula: the entropy of the characters, times how many there are. */
function information(below: string): number {
  const chars = below
    .split(".")
    .filter((label) => label.length > 3)
    .flatMap((label) => [...label]);
  const units = chars.join("").length;
  const counts = [...Map.groupBy(chars, (char) => char).values()].map((same) => same.length);
  return counts.reduce((bits, count) => bits + count * Math.log2(units / count), 0);
}

const label = fc.oneof(
  fc.string({ unit: fc.constantFrom(..."abcdef0123456789-_"), maxLength: 63 }),
  fc.string({ unit: "binary", maxLength: 8 }).filter((text) => !text.includes(".")),
  fc.constantFrom("", "abc", "aaaa".repeat(20)),
);

test("what a name says is the entropy of its longer labels, up to where its domain begins", () => {
  fc.assert(
    fc.property(fc.array(label, { maxLength: 6 }), (labels) => {
      const below = labels.join(".");
      expect(informationOf(below)).toBeCloseTo(information(below), 6);
      expect(informationOf(`${below}.example.com`, below.length)).toBeCloseTo(information(below), 6);
    }),
    { seed: 1 },
  );
  expect(informationOf("abcd")).toBe(8);
  expect(informationOf("a.bc.def")).toBe(0);
});
