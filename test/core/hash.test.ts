import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sha256Hex } from "../../src/core/hash.ts";

test("is SHA-256 of the length-prefixed parts", () => {
  expect(sha256Hex(["ab", "", "é"])).toBe(createHash("sha256").update("2:ab0:1:é").digest("hex"));
});

test("the empty list has the hash of nothing", () => {
  expect(sha256Hex([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test("parts do not run into each other", () => {
  const part = fc.string({ unit: fc.constantFrom("a", "1", ":", "0"), maxLength: 4 });
  const parts = fc.array(part, { maxLength: 4 });
  fc.assert(
    fc.property(parts, parts, (left, right) => {
      const same = JSON.stringify(left) === JSON.stringify(right);
      expect(sha256Hex(left) === sha256Hex(right)).toBe(same);
    }),
    { numRuns: 2000 },
  );
});
