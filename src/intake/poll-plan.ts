/** From where a stream is listed next: recent minutes each time, whole days again and again, all where that costs no more. */

import {
  DAYS_RELISTED,
  LOOK_BACK_MS,
  RELIST_MONTH_EVERY_MS,
  RELIST_TODAY_EVERY_MS,
  WHOLE_STREAM_KEYS_MAX,
} from "../core/limits.ts";
import { startAfter } from "../core/sources/listing.ts";

/** What the ledger remembers of a stream. Plain data. */
export type StreamState = {
  readonly base: string;
  readonly accountId: string;
  readonly region: string;
  /** Objects known under it. */
  readonly keys: number;
  /** Last key of a pass that is not complete yet; the next poll goes on behind it. */
  readonly position: string | null;
  /** Ends of the last complete passes over the whole stream, over today and yesterday, over a month; 0 for never. */
  readonly wholeMs: number;
  readonly recentDaysMs: number;
  readonly monthMs: number;
};

export type PassKind = "whole" | "month" | "recentDays" | "lookBack";
export type PollPlan = { readonly kind: PassKind; readonly after: string };

const DAY_MS = 86_400_000;

/**
 * `sinceMs`: objects older than the source's start are not wanted. A stream that fits one page of keys is listed whole
 * each time: the LIST call costs the same, and nothing can hide.
 */
export function planPoll(stream: StreamState, sinceMs: number, nowMs: number): PollPlan {
  const dayStart = (timeMs: number): string => startAfter(stream.base, Math.max(timeMs, sinceMs));
  if (stream.wholeMs === 0 || stream.keys <= WHOLE_STREAM_KEYS_MAX) return { kind: "whole", after: dayStart(0) };
  if (nowMs - stream.monthMs >= RELIST_MONTH_EVERY_MS) {
    return { kind: "month", after: dayStart(nowMs - DAYS_RELISTED * DAY_MS) };
  }
  if (nowMs - stream.recentDaysMs >= RELIST_TODAY_EVERY_MS) {
    return { kind: "recentDays", after: dayStart(nowMs - DAY_MS) };
  }
  return { kind: "lookBack", after: startAfter(stream.base, Math.max(nowMs - LOOK_BACK_MS, sinceMs), stream) };
}

/** The state after a complete pass: a longer pass is also a shorter one. */
export function afterPass(stream: StreamState, kind: PassKind, nowMs: number): StreamState {
  const whole = kind === "whole";
  return {
    ...stream,
    position: null,
    wholeMs: whole ? nowMs : stream.wholeMs,
    monthMs: whole || kind === "month" ? nowMs : stream.monthMs,
    recentDaysMs: kind === "lookBack" ? stream.recentDaysMs : nowMs,
  };
}
