import { expect, test } from "vitest";
import { MARKS } from "../../../src/core/behaviour/marks.ts";
import { neededBits, runsToTell, type UnusualCall } from "../../../src/core/behaviour/run.ts";
import { GROWTH_BITS, RUN_GAP_MS, TIER_BITS } from "../../../src/core/limits.ts";
import type { Signal } from "../../../src/core/profile/signal.ts";
import { apiCall } from "../detect/api-call.ts";
import { step } from "./steps.ts";

const NEW = MARKS.newWhat | MARKS.newWhere;

function unusual(signal: Signal): UnusualCall {
  const surprise = { bits: signal.bits, dimensions: [], learning: false };
  return { call: apiCall({ id: signal.eventId, timeMs: signal.timeMs }), signal, surprise };
}

test("a call needs the bits of its tier, or of the account's budget where those are more; growth alone needs as much everywhere", () => {
  expect([0, 1, 2, 3, 4].map((tier) => neededBits({ tier, marks: NEW }, 0))).toEqual([...TIER_BITS, TIER_BITS[3]]);
  expect([0, 3].map((tier) => neededBits({ tier, marks: NEW }, 27))).toEqual([TIER_BITS[0], 27]);
  expect([0, 3].map((tier) => neededBits({ tier, marks: MARKS.grown }, 27))).toEqual([GROWTH_BITS, GROWTH_BITS]);
  expect(neededBits({ tier: 0, marks: MARKS.grown | MARKS.newWhere }, 0), "growth in a new place").toBe(TIER_BITS[0]);
});

test("the account's cut-off decides whether a run is told", () => {
  const call = unusual(step("iam:CreateUser", "Persistence", 3, { bits: 24, marks: NEW }));
  expect(runsToTell([], [call], 24)).toMatchObject([{ bits: 24, neededBits: 24 }]);
  expect(runsToTell([], [call], 27)).toEqual([]);
});

test("earlier signals of the run are told with it, once", () => {
  const early = { bits: 14, marks: NEW, tier: 3, told: null };
  const stored = [
    step("iam:CreateRole", "Persistence", 3, { ...early, eventId: "untold" }),
    step("iam:CreateGroup", "Persistence", 3, { ...early, eventId: "told", told: "PenTest:IAMUser/KaliLinux" }),
  ];
  const [run] = runsToTell(stored, [unusual(step("iam:CreateUser", "Persistence", 3, { bits: 24, marks: NEW }))]);
  expect(run?.untold.map(({ eventId }) => eventId)).toEqual(["untold"]);
  expect(run?.signals).toHaveLength(3);
});

test("calls further apart than the gap are two runs", () => {
  const first = step("iam:CreateUser", "Persistence", 3, { bits: 24, marks: NEW });
  const at = (gapMs: number) => unusual({ ...first, eventId: "later", timeMs: first.timeMs + gapMs });
  expect(runsToTell([], [unusual(first), at(RUN_GAP_MS)])).toHaveLength(1);
  expect(runsToTell([], [unusual(first), at(RUN_GAP_MS + 1)])).toHaveLength(2);
});
