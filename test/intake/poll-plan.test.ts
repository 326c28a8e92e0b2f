import { expect, test } from "vitest";
import {
  DAYS_RELISTED,
  LONG_STREAM_POLL_MS,
  LOOK_BACK_MS,
  RELIST_MONTH_EVERY_MS,
  RELIST_TODAY_EVERY_MS,
  WHOLE_STREAM_KEYS_MAX,
} from "../../src/core/limits.ts";
import type { Stream } from "../../src/core/sources/listing.ts";
import {
  afterPass,
  freshState,
  NOTHING_SEEN,
  type PassKind,
  planPoll,
  type StreamState,
  withDue,
} from "../../src/intake/poll-plan.ts";

const BASE = "AWSLogs/111122223333/CloudTrail/eu-west-1/";
const NOW = Date.UTC(2024, 6, 31, 1, 30);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const TRAIL: Stream = {
  base: BASE,
  accountId: "111122223333",
  kind: "cloudtrail",
  region: "eu-west-1",
  vpcId: null,
  layout: "daily",
};
const FLOW: Stream = { ...TRAIL, kind: "flow", base: "b/" };

function stateOf(override: Partial<StreamState> = {}): StreamState {
  const listed = { wholeMs: NOW - 1, recentDaysMs: NOW - 1, monthMs: NOW - 1 };
  return { ...freshState(BASE), keys: WHOLE_STREAM_KEYS_MAX + 1, ...listed, ...override };
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
  expect(planPoll(TRAIL, stateOf(override), 0, NOW)).toEqual({ kind, after: `${BASE}${after}` });
});

test.each<[string, Stream, boolean, string]>([
  ["flow logs from the day", FLOW, false, "2024/07/30/"],
  ["flow logs in hourly folders from the hour", FLOW, true, "2024/07/30/23/"],
  ["Hive-compatible ones too", { ...FLOW, layout: "hive-daily" }, false, "year=2024/month=07/day=30/"],
  ["by the hour", { ...FLOW, layout: "hive-daily" }, true, "year=2024/month=07/day=30/hour=23/"],
  [
    "resolver logs from the minute",
    { ...FLOW, kind: "dns", region: null, vpcId: "vpc-1" },
    false,
    "2024/07/30/vpc-1_vpcdnsquerylogs_111122223333_20240730T2330Z",
  ],
])("looks back for %s", (_claim, stream, hourly, after) => {
  expect(planPoll(stream, stateOf({ hourly }), 0, NOW)).toEqual({ kind: "lookBack", after: `b/${after}` });
});

test("nothing is listed from before the source's start, nor from before what is pruned", () => {
  const since = NOW - MINUTE_MS;
  for (const override of [{ wholeMs: 0 }, { monthMs: 0 }, { recentDaysMs: 0 }]) {
    expect(planPoll(TRAIL, stateOf(override), since, NOW).after).toBe(`${BASE}2024/07/31/`);
    expect(planPoll(TRAIL, stateOf({ ...override, prunedMs: since }), 0, NOW).after).toBe(`${BASE}2024/07/31/`);
  }
  expect(planPoll(TRAIL, stateOf(), since, NOW).after).toContain("20240731T0129Z");
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
  const pass = { kind, after: "somewhere", seen: NOTHING_SEEN };
  const before = stateOf({ wholeMs: 1, monthMs: 2, recentDaysMs: 3, pass });
  expect(afterPass(before, kind, NOTHING_SEEN, NOW)).toEqual({ ...before, pass: null, ...expected });
});

test("a stream is sought by the hour only where a pass over days saw nothing but hourly folders", () => {
  const hourly = (kind: PassKind, daily: boolean, seenHourly: boolean, before = false): boolean =>
    afterPass(stateOf({ hourly: before }), kind, { daily, hourly: seenHourly }, NOW).hourly;
  expect(hourly("recentDays", false, true)).toBe(true);
  expect(hourly("recentDays", true, true, true)).toBe(false);
  expect(hourly("recentDays", false, false, true)).toBe(true);
  expect(hourly("lookBack", false, true)).toBe(false);
});

test("an idle stream is listed later and later, a busy one each minute, a long one every five", () => {
  const idleMs = 15 * MINUTE_MS;
  let state = stateOf();
  const intervals = Array.from({ length: 6 }, () => {
    state = withDue(state, { kind: "flow", busy: false, pages: 1, nowMs: NOW, idleMs });
    return state.intervalMs / MINUTE_MS;
  });
  expect(intervals).toEqual([2, 4, 8, 15, 15, 15]);
  expect(withDue(state, { kind: "flow", busy: true, pages: 1, nowMs: NOW, idleMs })).toMatchObject({
    intervalMs: MINUTE_MS,
    dueMs: NOW + MINUTE_MS / 2,
  });
  expect(withDue(state, { kind: "flow", busy: true, pages: 3, nowMs: NOW, idleMs }).intervalMs).toBe(
    LONG_STREAM_POLL_MS,
  );
  const trail = { kind: "cloudtrail", busy: true, pages: 3, nowMs: NOW, idleMs } as const;
  expect(withDue(state, trail).intervalMs).toBe(MINUTE_MS);
  expect(withDue(state, { kind: "flow", busy: false, pages: 1, nowMs: NOW, idleMs: 0 }).dueMs).toBe(0);
});

test("a busy stream polled each minute runs every pass when it is due, and look-backs between", () => {
  let state = stateOf({ wholeMs: 0, monthMs: 0, recentDaysMs: 0 });
  const kinds = new Map<PassKind, number>();
  for (let minute = 0; minute < 2 * 24 * 60; minute++) {
    const nowMs = NOW + minute * MINUTE_MS;
    const { kind } = planPoll(TRAIL, state, 0, nowMs);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    state = afterPass(state, kind, NOTHING_SEEN, nowMs);
  }
  expect(Object.fromEntries(kinds)).toEqual({ whole: 1, month: 1, recentDays: 46, lookBack: 2 * 24 * 60 - 48 });
});
