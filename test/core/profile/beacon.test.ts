import { expect, test } from "vitest";
import { BEACON_SCORE_MIN, BEACON_STARTS_MIN } from "../../../src/core/detect/host-thresholds.ts";
import { beaconScore } from "../../../src/core/profile/beacon.ts";
import { seeded } from "../net/seeded.ts";

const score = (starts: readonly (readonly [number, number])[]): number =>
  beaconScore(["198.51.100.7 6:443", ...starts.flat()], BEACON_STARTS_MIN);

test("an even rhythm of equal sizes scores high, jitter of a tenth included", () => {
  const random = seeded(5);
  expect(score(Array.from({ length: 20 }, (_, at) => [1_000 + at * 300, 900]))).toBe(1);
  const jitter = Array.from({ length: 40 }, (_, at): [number, number] => [
    1_000 + at * 300 + Math.floor(random() * 30),
    900 + Math.floor(random() * 20),
  ]);
  expect(score(jitter)).toBeGreaterThan(BEACON_SCORE_MIN);
});

test("a person's visits score low", () => {
  const random = seeded(9);
  let time = 1_000;
  const visits = Array.from({ length: 40 }, (): [number, number] => {
    time += Math.floor(30 * 2 ** (random() * 8));
    return [time, Math.floor(500 * 2 ** (random() * 9))];
  });
  expect(score(visits)).toBeLessThan(BEACON_SCORE_MIN);
});

test("too few starts tell nothing", () => {
  expect(score(Array.from({ length: BEACON_STARTS_MIN - 1 }, (_, at) => [at * 300, 900]))).toBe(0);
  expect(score([])).toBe(0);
});
