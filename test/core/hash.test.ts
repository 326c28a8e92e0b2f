import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hash53OfBytes, sha256Hex } from "../../src/core/hash.ts";
import { encodeUtf8 } from "../../src/core/text.ts";

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

test("a hash of bytes tells apart what differs in one place, in length or in one of the numbers", () => {
  const hashes = new Set<number>();
  const id = encodeUtf8("4f3c9b1a-7d2e-4c58-9a61-0b8e5d2f7c34");
  // Every bit by itself, and every two bits of different bytes in the upper halves of the words.
  const flipped = (...bits: readonly number[]): Uint8Array => {
    const bytes = id.slice();
    for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
    return bytes;
  };
  let made = 0;
  const add = (bytes: Uint8Array, first = 1, second = 2): void => {
    hashes.add(hash53OfBytes(bytes, first, second));
    made++;
  };
  for (let bit = 0; bit < id.length * 8; bit++) add(flipped(bit));
  for (let one = 16; one < id.length * 8; one += 32) {
    for (let other = one + 32; other < id.length * 8; other += 32) {
      for (let bit = 0; bit < 256; bit++) add(flipped(one + (bit & 15), other + (bit >> 4)));
    }
  }
  for (let length = 0; length < id.length; length++) add(id.subarray(0, length));
  for (const number of [0, 3, 2 ** 31, 2 ** 32, 2 ** 52]) {
    add(id, number);
    add(id, 1, number);
  }
  expect(hashes.size).toBe(made);
  expect([...hashes].every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true);
});
