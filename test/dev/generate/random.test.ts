import { expect, test } from "vitest";
import { Random } from "../../../dev/generate/random.ts";

test("streams are told by seed and name, and repeat", () => {
  const draw = (seed: number, name: string) => new Random(seed, name).hex(32);
  expect(draw(1, "a")).toBe(draw(1, "a"));
  expect(new Set([draw(1, "a"), draw(1, "b"), draw(2, "a")]).size).toBe(3);
});

test("draws stay within their bounds and reach both ends", () => {
  const random = new Random(3, "bounds");
  const drawn = Array.from({ length: 2_000 }, () => random.between(5, 8));
  expect(new Set(drawn)).toEqual(new Set([5, 6, 7, 8]));
  for (let at = 0; at < 1_000; at++) expect(random.around(10, 30)).toBeGreaterThanOrEqual(0);
});

test("the first items are picked oftenest", () => {
  const random = new Random(3, "early");
  const counts = [0, 0, 0, 0];
  for (let turn = 0; turn < 4_000; turn++) {
    const at = random.pickEarly([0, 1, 2, 3]);
    counts[at] = (counts[at] ?? 0) + 1;
  }
  expect(counts[0]).toBeGreaterThan(2 * (counts[3] ?? 0));
});

test("ids have the alphabets of AWS's", () => {
  const random = new Random(3, "ids");
  expect(random.id(17)).toMatch(/^[A-Z2-7]{17}$/);
  expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});
