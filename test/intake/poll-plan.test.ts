import { expect, test } from "vitest";
import {
  DAYS_RELISTED,
  LOOK_BACK_MS,
  RELIST_MONTH_EVERY_MS,
  RELIST_TODAY_EVERY_MS,
  WHOLE_STREAM_KEYS_MAX,
} from "../../src/core/limits.ts";
import { afterPass, type Pass, type PassKind, planPoll, type StreamState } from "../../src/intake/poll-plan.ts";

const BASE = "AWSLogs/111122223333/CloudTrail/eu-west-1/";
const NOW = Date.UTC(2024, 6, 31, 1, 30);
const DAY_MS = 86_400_000;

function stream(override: Partial<StreamState> = {}): StreamState {
  return {
    base: BASE,
    accountId: "111122223333",
    region: "eu-west-1",
    keys: WHOLE_STREAM_KEYS_MAX + 1,
    pass: null,
    wholeMs: NOW - 1,
    recentDaysMs: NOW - 1,
    monthMs: NOW - 1,
    ...override,
  };
}

test.each<[string, Partial<StreamState>, PassKind, string]>([
  ["a stream never listed is listed whole", { wholeMs: 0 }, "whole", "1970/01/01/"],
  ["a small stream is listed over a month each time", { keys: WHOLE_STREAM_KEYS_MAX }, "month", "2024/06/30/"],
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
  expect(planPoll(stream(override), 0, NOW)).toEqual({ kind, after: `${BASE}${after}`, keys: 0 });
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
  ["whole", { keys: 7, wholeMs: NOW, monthMs: NOW, recentDaysMs: NOW }],
  ["month", { keys: 7, monthMs: NOW, recentDaysMs: NOW }],
  ["recentDays", { recentDaysMs: NOW }],
  ["lookBack", {}],
])("after a complete pass over %s, shorter ones are done as well", (kind, expected) => {
  const pass: Pass = { kind, after: "somewhere", keys: 7 };
  const before = stream({ wholeMs: 1, monthMs: 2, recentDaysMs: 3, pass });
  expect(afterPass(before, pass, NOW)).toEqual({ ...before, pass: null, ...expected });
});

test("a pass that is not complete goes on as what it was begun, whatever has become due", () => {
  const pass: Pass = { kind: "lookBack", after: `${BASE}2024/07/31/key`, keys: 3 };
  expect(planPoll(stream({ pass, monthMs: 0, recentDaysMs: 0 }), 0, NOW)).toEqual(pass);
  const first: Pass = { kind: "whole", after: `${BASE}2015/01/01/key`, keys: 3 };
  expect(planPoll(stream({ pass: first, wholeMs: 0 }), 0, NOW)).toEqual(first);
});

test("a pass gone on with after weeks does not begin before the month: rows of then may be pruned", () => {
  const pass: Pass = { kind: "month", after: `${BASE}2024/05/01/key`, keys: 3 };
  expect(planPoll(stream({ pass }), 0, NOW).after).toBe(`${BASE}2024/06/30/`);
});

test("a busy stream polled each minute runs every pass when it is due, and look-backs between", () => {
  let state = stream({ wholeMs: 0, monthMs: 0, recentDaysMs: 0 });
  const kinds = new Map<PassKind, number>();
  for (let minute = 0; minute < 2 * 24 * 60; minute++) {
    const nowMs = NOW + minute * 60_000;
    const pass = planPoll(state, 0, nowMs);
    kinds.set(pass.kind, (kinds.get(pass.kind) ?? 0) + 1);
    state = afterPass(state, { ...pass, keys: WHOLE_STREAM_KEYS_MAX + 1 }, nowMs);
  }
  expect(Object.fromEntries(kinds)).toEqual({ whole: 1, month: 1, recentDays: 46, lookBack: 2 * 24 * 60 - 48 });
});
