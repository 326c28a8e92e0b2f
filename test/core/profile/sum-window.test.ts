import * as fc from "fast-check";
import { expect, test } from "vitest";
import { WINDOW_KEYS_MAX, WINDOW_MINUTES_KEPT } from "../../../src/core/limits.ts";
import { addSums, mayPeak, peakSums, pruneSums, type SumWindow } from "../../../src/core/profile/sum-window.ts";

type Record = { readonly first: number; readonly minutes: number; readonly amounts: readonly [number, number] };

const record = fc.record({
  first: fc.integer({ min: 1_000, max: 1_060 }),
  minutes: fc.integer({ min: 1, max: 40 }),
  amounts: fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 1_000 })),
});

function windowOf(records: readonly Record[], prunedEach = 0): SumWindow {
  const window: SumWindow = new Map();
  for (const [at, { first, minutes, amounts }] of records.entries()) {
    addSums(window, ["a", amounts.length, first, minutes, ...amounts]);
    if (prunedEach > 0 && at % prunedEach === 0) pruneSums(window, 0);
  }
  return window;
}

/** Minute by minute, every window of minutes tried. */
function slowPeak(records: readonly Record[], span: number): number {
  let peak = 0;
  for (let start = 900; start < 1_200; start++) {
    let sum = 0;
    for (const { first, minutes, amounts } of records) {
      const met = Math.min(first + minutes, start + span) - Math.max(first, start);
      if (met > 0) sum += (amounts[0] * met) / minutes;
    }
    peak = Math.max(peak, sum);
  }
  return peak;
}

test("the peak is that of the fullest minutes in a row, however often the window was pruned", () => {
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 30 }),
      fc.nat(3),
      (records, span, prunedEach) => {
        const window = windowOf(records, prunedEach);
        const [peak = 0] = peakSums(window.get("a"), span, 0, 2_000);
        const expected = slowPeak(records, span);
        expect(Math.abs(peak - expected)).toBeLessThanOrEqual(0.500_001);
        expect(mayPeak(window, "a", peak)).toBe(true);
        expect(mayPeak(window, "b", peak)).toBe(false);
      },
    ),
    { seed: 3, numRuns: 300 },
  );
});

test("a window that is too small for a peak says so", () => {
  const window = windowOf([{ first: 1_000, minutes: 10, amounts: [90, 1] }]);
  expect(mayPeak(window, "", 100)).toBe(false);
  expect(mayPeak(window, "", 90)).toBe(true);
});

test("only minutes near the question count", () => {
  const window = windowOf([
    { first: 1_000, minutes: 10, amounts: [1_000, 5] },
    { first: 1_050, minutes: 10, amounts: [500, 7] },
  ]);
  expect(peakSums(window.get("a"), 10, 1_055, 1_056)).toEqual([500, 7]);
  expect(peakSums(window.get("a"), 10, 1_005, 1_006)).toEqual([1_000, 5]);
  expect(peakSums(window.get("a"), 10, 1_020, 1_030)).toEqual([]);
  expect(peakSums(undefined, 10, 0, 2_000)).toEqual([]);
});

test("pruning joins what lies side by side, and forgets what lies too far back", () => {
  const window = windowOf([
    { first: 1_010, minutes: 10, amounts: [10, 20] },
    { first: 1_000, minutes: 10, amounts: [10, 20] },
    { first: 1_005, minutes: 2, amounts: [2, 0] },
  ]);
  pruneSums(window, 1_002);
  expect(window.get("a")).toEqual(["a", 2, 1_002, 3, 1, 2, 1_005, 2, 2, 2, 1_007, 13, 1, 2]);
  pruneSums(window, 1_020);
  expect(window.size).toBe(0);
});

test("a record of days counts in the minutes that windows reach, and the keys with most stay", () => {
  const window: SumWindow = new Map();
  for (let key = 0; key < 1_000; key++) addSums(window, [String(key), 1, 1_000, 10_000, key * 10_000]);
  pruneSums(window, 0);
  expect(window.size).toBe(WINDOW_KEYS_MAX);
  expect(window.get("999")).toEqual(["999", 1, 11_000 - WINDOW_MINUTES_KEPT, WINDOW_MINUTES_KEPT, 999]);
});
