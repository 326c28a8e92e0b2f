/** When to try a notice again. */

import {
  NOTICE_BACKOFF_FIRST_SECONDS,
  NOTICE_BACKOFF_MAX_SECONDS,
  NOTICE_RETRY_AFTER_MAX_SECONDS,
} from "../core/limits.ts";

/**
 * Seconds until the attempt after `attempts` (≥ 1) failed ones: doubled each time up to an hour, less up to half of it
 * by `random` (0 to 1) so that many notices spread; never sooner than the receiver asked.
 */
export function retryDelaySeconds(attempts: number, retryAfterSeconds: number | null, random: number): number {
  const doubled = NOTICE_BACKOFF_FIRST_SECONDS * 2 ** Math.min(attempts - 1, 30);
  const backoff = Math.min(doubled, NOTICE_BACKOFF_MAX_SECONDS) * (1 - random / 2);
  return Math.ceil(Math.max(backoff, retryAfterSeconds ?? 0));
}

/** Retry-After in seconds or as an HTTP date (RFC 9110, 10.2.3), at most an hour; `null` if absent or nonsense. */
export function readRetryAfter(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? "";
  if (text === "") return null;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - nowMs) / 1000);
  if (Number.isNaN(seconds)) return null;
  return Math.min(Math.max(seconds, 0), NOTICE_RETRY_AFTER_MAX_SECONDS);
}
