import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FREQUENCY_DAYS_KEPT, PROFILE_HALF_LIFE_DAYS, SCORE_STEP_BITS } from "../../../src/core/limits.ts";
import { ScoreSketch } from "../../../src/core/profile/score-sketch.ts";

const TODAY = 20_000;
const SHARE = 1 / 100;

/** `hot` of `people` reach `bits` on each of the days before today. */
function sketchOf(days: number, people: number, hot: number, bits: number): ScoreSketch {
  const sketch = new ScoreSketch();
  for (let day = TODAY - days; day < TODAY; day++) {
    for (let person = 0; person < people; person++) sketch.add(`p${person}`, day, TODAY, person < hot ? bits : 0);
  }
  return sketch;
}

const cutOff = (sketch: ScoreSketch, daysMin = 0): number => sketch.quantile(TODAY, TODAY, SHARE, daysMin);

test("what more than the share of principal-days reach is below the cut-off", () => {
  expect(cutOff(sketchOf(20, 60, 2, 20)), "one in thirty").toBeGreaterThan(20);
  expect(cutOff(sketchOf(20, 60, 0, 20)), "nobody").toBe(SCORE_STEP_BITS);
});

test("what fewer reach is above it", () => {
  const sketch = sketchOf(20, 60, 0, 0);
  // One of 1,200 principal-days.
  sketch.add("p7", TODAY - 3, TODAY, 24);
  expect(cutOff(sketch)).toBe(SCORE_STEP_BITS);
});

test("one principal's flood of a day is one principal-day", () => {
  const sketch = sketchOf(20, 60, 0, 0);
  for (let at = 0; at < 10_000; at++) sketch.add("p7", TODAY - 1, TODAY, 24);
  expect(cutOff(sketch)).toBe(SCORE_STEP_BITS);
});

test("too few principal-days ask for nothing, and the running day says nothing", () => {
  expect(cutOff(sketchOf(3, 10, 5, 20), 100)).toBe(0);
  const sketch = sketchOf(20, 60, 0, 0);
  for (let person = 0; person < 60; person++) sketch.add(`p${person}`, TODAY, TODAY, 30);
  expect(cutOff(sketch)).toBe(SCORE_STEP_BITS);
});

test("the past weighs half after each half-life", () => {
  const sketch = sketchOf(1, 60, 0, 0);
  const old = TODAY - 1 - PROFILE_HALF_LIFE_DAYS;
  for (let person = 0; person < 60; person++) sketch.add(`p${person}`, old, TODAY, 21);
  const third = (share: number): number => sketch.quantile(TODAY, TODAY, share, 0);
  expect(third(0.34), "half of 60 against 60 is a third").toBe(SCORE_STEP_BITS);
  expect(third(0.32)).toBeGreaterThan(21);
});

test("days that went out of the ring are forgotten", () => {
  const sketch = sketchOf(20, 60, 60, 24);
  const later = TODAY + FREQUENCY_DAYS_KEPT + 1;
  sketch.advance(TODAY, later);
  expect(sketch.quantile(later, later, SHARE, 1)).toBe(0);
  sketch.add("late", TODAY - 60, TODAY, 24);
  expect(sketch.pack(later)).toEqual([]);
});

const scores = fc.array(
  fc.record({
    principal: fc.string({ maxLength: 8 }),
    age: fc.integer({ min: 0, max: FREQUENCY_DAYS_KEPT + 3 }),
    bits: fc.double({ min: 0, max: 200, noNaN: true }),
  }),
  { maxLength: 60 },
);

test("the same scores in any order, and again, give the same sketch, which is packed without loss", () => {
  const property = fc.property(scores, (all) => {
    const [forwards, backwards, restored] = [new ScoreSketch(), new ScoreSketch(), new ScoreSketch()];
    for (const { principal, age, bits } of all) forwards.add(principal, TODAY - age, TODAY, bits);
    for (const { principal, age, bits } of [...all.toReversed(), ...all])
      backwards.add(principal, TODAY - age, TODAY, bits);
    expect(backwards.pack(TODAY)).toEqual(forwards.pack(TODAY));
    restored.restore(forwards.pack(TODAY), TODAY);
    expect(restored.pack(TODAY)).toEqual(forwards.pack(TODAY));
    expect(restored.quantile(TODAY, TODAY, SHARE, 0)).toBe(forwards.quantile(TODAY, TODAY, SHARE, 0));
  });
  fc.assert(property, { seed: 17, numRuns: 200 });
});
