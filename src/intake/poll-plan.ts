/** From where a stream is listed next: recent minutes each time, whole days again and again, all where that costs no more. */

import {
  DAYS_RELISTED,
  LONG_STREAM_POLL_MS,
  LOOK_BACK_MS,
  RELIST_MONTH_EVERY_MS,
  RELIST_TODAY_EVERY_MS,
  WHOLE_STREAM_KEYS_MAX,
} from "../core/limits.ts";
import { dayPrefix, startAfterOf, type Stream } from "../core/sources/listing.ts";
import type { Layout, LogKind } from "../core/sources/log-key.ts";

export type PassKind = "whole" | "month" | "recentDays" | "lookBack";
export type PollPlan = { readonly kind: PassKind; readonly after: string };

/** Layouts of the objects that a pass has seen. Both may lie in one stream: two flow logs, two settings. */
export type SeenLayouts = { readonly daily: boolean; readonly hourly: boolean };

/** A pass that took more pages than one poll lists: the next poll goes on behind `after`. */
export type OpenPass = PollPlan & { readonly seen: SeenLayouts };

/** What the ledger remembers of a stream. Plain data. */
export type StreamState = {
  readonly base: string;
  /** Objects known under it. */
  readonly keys: number;
  readonly pass: OpenPass | null;
  /** Ends of the last complete passes over the whole stream, over today and yesterday, over a month; 0 for never. */
  readonly wholeMs: number;
  readonly recentDaysMs: number;
  readonly monthMs: number;
  /** Rows of older objects have been deleted: listing them would read them again. */
  readonly prunedMs: number;
  /** Whether its objects lie in folders of an hour, all of them. */
  readonly hourly: boolean;
  readonly dueMs: number;
  readonly intervalMs: number;
  /** Last modified, of the object that came last; 0 for none. */
  readonly newestMs: number;
  /** Part of a backfill: from here on all is listed. Null for none yet. */
  readonly backfilledMs: number | null;
  readonly backfill: { readonly fromMs: number; readonly toMs: number; readonly after: string } | null;
  readonly silence: SilenceState;
};

export type SilenceState = {
  readonly checkedMs: number;
  /** End of the newest digest found; 0 where there was none. */
  readonly digestMs: number;
  readonly digestAskedMs: number;
  /** Finding id of the silence that has been told and lasts, with when it began; null while logs come. */
  readonly told: { readonly findingId: string; readonly sinceMs: number } | null;
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
export const NOTHING_SEEN: SeenLayouts = { daily: false, hourly: false };

export function freshState(base: string): StreamState {
  return {
    base,
    keys: 0,
    pass: null,
    wholeMs: 0,
    recentDaysMs: 0,
    monthMs: 0,
    prunedMs: 0,
    hourly: false,
    dueMs: 0,
    intervalMs: MINUTE_MS,
    newestMs: 0,
    backfilledMs: null,
    backfill: null,
    silence: { checkedMs: 0, digestMs: 0, digestAskedMs: 0, told: null },
  };
}

/**
 * `sinceMs`: objects older than the source's start are not wanted. A stream that fits one page of keys is listed whole
 * each time: the LIST call costs the same, and nothing can hide.
 */
export function planPoll(stream: Stream, state: StreamState, sinceMs: number, nowMs: number): PollPlan {
  const fromMs = Math.max(sinceMs, state.prunedMs);
  const day = (timeMs: number): string => dayPrefix(stream.base, stream.layout, Math.max(timeMs, fromMs));
  if (state.wholeMs === 0 || state.keys <= WHOLE_STREAM_KEYS_MAX) return { kind: "whole", after: day(0) };
  if (nowMs - state.monthMs >= RELIST_MONTH_EVERY_MS)
    return { kind: "month", after: day(nowMs - DAYS_RELISTED * DAY_MS) };
  if (nowMs - state.recentDaysMs >= RELIST_TODAY_EVERY_MS) return { kind: "recentDays", after: day(nowMs - DAY_MS) };
  return planLookBack(stream, state, sinceMs, nowMs);
}

export function planLookBack(stream: Stream, state: StreamState, sinceMs: number, nowMs: number): PollPlan {
  const timeMs = Math.max(nowMs - LOOK_BACK_MS, sinceMs, state.prunedMs);
  return { kind: "lookBack", after: startAfterOf({ ...stream, layout: layoutOf(stream, state) }, timeMs) };
}

/** The layout to seek by. The day's folder is right for both, and the hour's only where every object lies in one. */
function layoutOf({ layout }: Stream, { hourly }: StreamState): Layout {
  const hive = layout.startsWith("hive-");
  if (hourly) return hive ? "hive-hourly" : "hourly";
  return hive ? "hive-daily" : "daily";
}

/** The state after a complete pass: a longer pass is also a shorter one. */
export function afterPass(state: StreamState, kind: PassKind, seen: SeenLayouts, nowMs: number): StreamState {
  const whole = kind === "whole";
  // A look-back by hours does not see the objects that lie beside them.
  const told = kind !== "lookBack" && (seen.daily || seen.hourly);
  return {
    ...state,
    pass: null,
    wholeMs: whole ? nowMs : state.wholeMs,
    monthMs: whole || kind === "month" ? nowMs : state.monthMs,
    recentDaysMs: kind === "lookBack" ? state.recentDaysMs : nowMs,
    hourly: told ? seen.hourly && !seen.daily : state.hourly,
  };
}

/** `busy`: objects came, or are known to be there. Idle streams are listed later and later, up to `idleMs`; 0: always. */
export function withDue(
  state: StreamState,
  poll: {
    readonly kind: LogKind;
    readonly busy: boolean;
    readonly pages: number;
    readonly nowMs: number;
    readonly idleMs: number;
  },
): StreamState {
  const { kind, busy, pages, nowMs, idleMs } = poll;
  if (idleMs === 0) return { ...state, dueMs: 0, intervalMs: MINUTE_MS };
  // CloudTrail delivers at any minute, the others every five.
  const isLong = kind !== "cloudtrail" && pages > 1 && state.pass === null;
  const busyMs = isLong ? LONG_STREAM_POLL_MS : MINUTE_MS;
  const intervalMs = busy ? Math.min(busyMs, idleMs) : Math.min(Math.max(state.intervalMs, MINUTE_MS) * 2, idleMs);
  // Half a minute early: ticks come a little before and after the minute.
  return { ...state, dueMs: nowMs + intervalMs - MINUTE_MS / 2, intervalMs };
}
