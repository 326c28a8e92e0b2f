import { expect, test } from "vitest";
import {
  DAYS_RELISTED,
  LOOK_BACK_MS,
  RELIST_MONTH_EVERY_MS,
  RELIST_TODAY_EVERY_MS,
  WHOLE_STREAM_KEYS_MAX,
} from "../../src/core/limits.ts";
import { afterPass, type PassKind, planPoll, type StreamState } from "../../src/intake/poll-plan.ts";

const BASE = "AWSLogs/111122223333/CloudTrail/eu-west-1/";
const NOW = Date.UTC(2024, 6, 31, 1, 30);
const DAY_MS = 86_400_000;

function stream(override: Partial<StreamState> = {}): StreamState {
  return {
    base: BASE,
    accountId: "111122223333",
    region: "eu-west-1",
    keys: WHOLE_STREAM_KEYS_MAX + 1,
    position: null,
    wholeMs: NOW - 1,
    recentDaysMs: NOW - 1,
    monthMs: NOW - 1,
    ...override,
  };
}

test.each<[string, Partial<StreamState>, PassKind, string]>([
  ["a stream never listed is listed whole", { wholeMs: 0 }, "whole", "1970/01/01/"],
  ["a small stream is listed whole each time", { keys: WHOLE_STREAM_KEYS_MAX }, "whole", "1970/01/01/"],
  ["a month is listed again each day", { monthMs: NOW - RELIST_MONTH_EVERY_MS }, "month", "2024/06/30/"],
  ["today and yesterday each hour", { recentDaysMs: NOW - RELIST_TODAY_EVERY_MS }, "recentDays", "2024/07/30/"],
  [
    "else the last two hours, over midnight too",
    {},
    "lookBack",
    "2024/07/30/111122223333_CloudTrail_eu-west-1_20240730T2330Z",
  ],
  ["the longest that is due comes first", { monthMs: 0, recentDaysMs: 0 }, "month", "2024/06/30/"],
])("%s", (_claim, override, kind, after) => {
  expect(planPoll(stream(override), 0, NOW)).toEqual({ kind, after: `${BASE}${after}` });
});

test("nothing is listed from before the source's start", () => {
  const since = NOW - 60_000;
  const starts = [
    planPoll(stream({ wholeMs: 0 }), since, NOW),
    planPoll(stream({ monthMs: 0 }), since, NOW),
    planPoll(stream({ recentDaysMs: 0 }), since, NOW),
  ].map(({ after }) => after);
  expect(starts).toEqual([`${BASE}2024/07/31/`, `${BASE}2024/07/31/`, `${BASE}2024/07/31/`]);
  expect(planPoll(stream(), since, NOW).after).toContain("20240731T0129Z");
});

test("the passes reach back as far as their names say", () => {
  expect(LOOK_BACK_MS).toBe(2 * 3_600_000);
  expect(DAYS_RELISTED * DAY_MS).toBeGreaterThanOrEqual(30 * DAY_MS);
});

test.each<[PassKind, Partial<StreamState>]>([
  ["whole", { wholeMs: NOW, monthMs: NOW, recentDaysMs: NOW }],
  ["month", { monthMs: NOW, recentDaysMs: NOW }],
  ["recentDays", { recentDaysMs: NOW }],
  ["lookBack", {}],
])("after a complete pass over %s, shorter ones are done as well", (kind, expected) => {
  const before = stream({ wholeMs: 1, monthMs: 2, recentDaysMs: 3, position: "somewhere" });
  expect(afterPass(before, kind, NOW)).toEqual({ ...before, position: null, ...expected });
});

test("a busy stream polled each minute runs every pass when it is due, and look-backs between", () => {
  let state = stream({ wholeMs: 0, monthMs: 0, recentDaysMs: 0 });
  const kinds = new Map<PassKind, number>();
  for (let minute = 0; minute < 2 * 24 * 60; minute++) {
    const nowMs = NOW + minute * 60_000;
    const { kind } = planPoll(state, 0, nowMs);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    state = afterPass(state, kind, nowMs);
  }
  expect(Object.fromEntries(kinds)).toEqual({ whole: 1, month: 1, recentDays: 46, lookBack: 2 * 24 * 60 - 48 });
});
