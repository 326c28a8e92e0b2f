/** Whether a stream of logs has fallen silent, by its own rhythm. */

import { RHYTHM_GAPS_MIN, RHYTHM_LONGEST_FACTOR, RHYTHM_MEDIANS, SILENCE_MS_MIN } from "../limits.ts";

export type Silence = {
  /** Last arrival. */
  readonly sinceMs: number;
  readonly medianGapMs: number;
  /** Longer than this is silence. */
  readonly allowedMs: number;
};

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

/**
 * Null where logs come as they use to, or too few came to know how. A stream may be quiet at night: what it has been twice
 * is its rhythm, and what it has been once may have been an outage, so the second longest gap counts. It may be quiet at
 * weekends: then it was so a week ago, at the same hours.
 */
export function silenceOf(arrivalsMs: readonly number[], nowMs: number): Silence | null {
  const times = [...arrivalsMs].sort((left, right) => left - right);
  const gaps: number[] = [];
  times.forEach((time, at) => {
    const gap = time - (times[at - 1] ?? time);
    // Files of one delivery are one arrival.
    if (gap >= MINUTE_MS) gaps.push(gap);
  });
  const last = times.at(-1);
  if (last === undefined || gaps.length < RHYTHM_GAPS_MIN) return null;
  gaps.sort((left, right) => left - right);
  const medianGapMs = gaps[Math.floor(gaps.length / 2)] ?? 0;
  const secondLongestMs = gaps.at(-2) ?? 0;
  const rhythmMs = Math.max(RHYTHM_MEDIANS * medianGapMs, RHYTHM_LONGEST_FACTOR * secondLongestMs);
  const allowedMs = Math.max(SILENCE_MS_MIN, rhythmMs);
  if (nowMs - last <= allowedMs || isWeekly(times, last, nowMs)) return null;
  return { sinceMs: last, medianGapMs, allowedMs };
}

function isWeekly(times: readonly number[], last: number, nowMs: number): boolean {
  const wasThere = (times[0] ?? last) <= last - WEEK_MS;
  return wasThere && !times.some((time) => time > last - WEEK_MS && time <= nowMs - WEEK_MS);
}
