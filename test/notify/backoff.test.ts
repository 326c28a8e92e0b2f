import { expect, test } from "vitest";
import { NOTICE_ATTEMPTS_MAX } from "../../src/core/limits.ts";
import { readRetryAfter, retryDelaySeconds } from "../../src/notify/backoff.ts";

const NOW = Date.UTC(2026, 0, 1);

test.each([
  [1, null, 0, 5],
  [2, null, 0, 10],
  [3, null, 0, 20],
  [3, null, 1, 10],
  [11, null, 0, 3600],
  [500, null, 0, 3600],
  [1, 30, 0, 30],
  [11, 30, 0, 3600],
])("after %d attempts, asked for %s s, random %d: %d s", (attempts, asked, random, seconds) => {
  expect(retryDelaySeconds(attempts, asked, random)).toBe(seconds);
});

test("attempts last for more than a day even with the shortest delays", () => {
  let seconds = 0;
  for (let attempts = 1; attempts < NOTICE_ATTEMPTS_MAX; attempts++) seconds += retryDelaySeconds(attempts, null, 1);
  expect(seconds).toBeGreaterThan(24 * 3600);
});

test.each([
  [null, null],
  ["", null],
  ["0", 0],
  ["30", 30],
  [" 7 ", 7],
  ["86400", 3600],
  ["9".repeat(400), 3600],
  ["soon", null],
  ["-5", 0],
  ["Thu, 01 Jan 2026 00:01:00 GMT", 60],
  ["Wed, 31 Dec 2025 23:00:00 GMT", 0],
  ["Fri, 01 Jan 2027 00:00:00 GMT", 3600],
])("Retry-After %j is %s s", (header, seconds) => {
  expect(readRetryAfter(header, NOW)).toBe(seconds);
});
