/** From where a stream is listed next: recent minutes each time, whole days again and again, a month where that costs no more. */

import {
  DAYS_RELISTED,
  LOOK_BACK_MS,
  RELIST_MONTH_EVERY_MS,
  RELIST_TODAY_EVERY_MS,
  WHOLE_STREAM_KEYS_MAX,
} from "../core/limits.ts";
import { startAfter } from "../core/sources/listing.ts";

export type PassKind = "whole" | "month" | "recentDays" | "lookBack";

/** A listing of part of a stream, over as many polls as it takes. */
export type Pass = {
  readonly kind: PassKind;
  /** Listing goes on behind this key. */
  readonly after: string;
  /** Keys listed so far. */
  readonly keys: number;
};

/** What the ledger remembers of a stream. Plain data. */
export type StreamState = {
  readonly base: string;
  readonly accountId: string;
  readonly region: string;
  /** Objects that the last complete pass over a month or more has listed. */
  readonly keys: number;
  /** A pass that is not complete yet; the next poll goes on with it. */
  readonly pass: Pass | null;
  /** Ends of the last complete passes over the whole stream, over today and yesterday, over a month; 0 for never. */
  readonly wholeMs: number;
  readonly recentDaysMs: number;
  readonly monthMs: number;
};

const DAY_MS = 86_400_000;

/**
 * The pass that is begun or gone on with. `sinceMs`: objects older than the source's start are not wanted. A stream of
 * which a month fits one page of keys is listed over the month each time: the LIST call costs the same, and nothing can
 * hide. Only the first pass goes further back: what is older than a month has been read then, and its row may be pruned.
 */
export function planPoll(stream: StreamState, sinceMs: number, nowMs: number): Pass {
  const { pass } = stream;
  const dayStart = (timeMs: number): string => startAfter(stream.base, Math.max(timeMs, sinceMs));
  if (stream.wholeMs === 0) return pass ?? { kind: "whole", after: dayStart(0), keys: 0 };
  const month = dayStart(nowMs - DAYS_RELISTED * DAY_MS);
  // After an outage of weeks, what the pass had before it is older than a month.
  if (pass !== null) return { ...pass, after: pass.after > month ? pass.after : month };
  if (stream.keys <= WHOLE_STREAM_KEYS_MAX || nowMs - stream.monthMs >= RELIST_MONTH_EVERY_MS) {
    return { kind: "month", after: month, keys: 0 };
  }
  if (nowMs - stream.recentDaysMs >= RELIST_TODAY_EVERY_MS) {
    return { kind: "recentDays", after: dayStart(nowMs - DAY_MS), keys: 0 };
  }
  const after = startAfter(stream.base, Math.max(nowMs - LOOK_BACK_MS, sinceMs), stream);
  return { kind: "lookBack", after, keys: 0 };
}

/** The state after a complete pass: a longer pass is also a shorter one. */
export function afterPass(stream: StreamState, { kind, keys }: Pass, nowMs: number): StreamState {
  const whole = kind === "whole";
  const month = whole || kind === "month";
  return {
    ...stream,
    pass: null,
    keys: month ? keys : stream.keys,
    wholeMs: whole ? nowMs : stream.wholeMs,
    monthMs: month ? nowMs : stream.monthMs,
    recentDaysMs: kind === "lookBack" ? stream.recentDaysMs : nowMs,
  };
}
