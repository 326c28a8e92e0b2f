/** What polling costs: LIST calls of a stream in a day, counted over its own plans. Figures stand in docs/intake.md. */

import { expect, test } from "vitest";
import { LIST_PAGE_KEYS } from "../../src/core/limits.ts";
import { minuteText, startAfterOf, type Stream } from "../../src/core/sources/listing.ts";
import { freshState, withDue } from "../../src/intake/poll-plan.ts";
import { pollStream } from "../../src/intake/poll-stream.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const START = Date.UTC(2026, 10, 24);
const IDLE_MS = 15 * MINUTE_MS;

const TRAIL: Stream = {
  base: "AWSLogs/111122223333/CloudTrail/eu-west-1/",
  accountId: "111122223333",
  kind: "cloudtrail",
  region: "eu-west-1",
  vpcId: null,
  layout: "daily",
};
const FLOW: Stream = { ...TRAIL, kind: "flow", base: "AWSLogs/111122223333/vpcflowlogs/eu-west-1/" };

/** Files each `everyMinutes`, over the day before and the day that is counted. */
function keysOf(stream: Stream, everyMinutes: number, filesAtOnce: number): string[] {
  const keys: string[] = [];
  for (let minute = -1_440; minute < 1_440; minute += everyMinutes) {
    const timeMs = START + minute * MINUTE_MS;
    const day = startAfterOf({ ...stream, kind: "flow", layout: "daily" }, timeMs);
    for (let at = 0; at < filesAtOnce; at++) {
      const id = stream.kind === "flow" ? `_fl-${String(at).padStart(3, "0")}` : "";
      const name = `111122223333_${stream.kind === "flow" ? "vpcflowlogs" : "CloudTrail"}_eu-west-1${id}`;
      keys.push(`${day}${name}_${minuteText(timeMs)}_${at}.gz`);
    }
  }
  return keys.sort();
}

const NAME_MINUTE = /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/;
function timeOf(key: string): number {
  const [, year, month, day, hour, minute] = NAME_MINUTE.exec(key) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
}

/** The first index whose key is greater. */
function indexAfter(keys: readonly string[], after: string): number {
  let low = 0;
  for (let high = keys.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? "") > after) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function listCallsOfADay(stream: Stream, all: readonly string[]): Promise<number> {
  const times = all.map(timeOf);
  const taken = new Set<string>();
  let state = { ...freshState(stream.base) };
  let calls = 0;
  for (let nowMs = START; nowMs < START + DAY_MS; nowMs += MINUTE_MS) {
    if (state.dueMs > nowMs) continue;
    const window = { sinceMs: 0, backfillSinceMs: null, backfillMax: 0, nowMs, pagesMax: 60 };
    const poll = await pollStream(stream, state, window, {
      list: async (after) => {
        const keys: string[] = [];
        for (let at = indexAfter(all, after); at < all.length && keys.length <= LIST_PAGE_KEYS; at++) {
          if ((times[at] ?? 0) <= nowMs) keys.push(all[at] ?? "");
        }
        const complete = keys.length <= LIST_PAGE_KEYS;
        const page = keys.slice(0, LIST_PAGE_KEYS);
        const objects = page.map((key) => ({ key, etag: "e", size: 1, modifiedMs: nowMs }));
        return { objects, complete, lastKey: page.at(-1) ?? after };
      },
      take: async (objects) => {
        const fresh = objects.filter(({ key }) => !taken.has(key));
        for (const { key } of fresh) taken.add(key);
        return fresh.length;
      },
    });
    // The first listing of all that was there before is not a day's cost.
    if (nowMs > START) calls += poll.pages;
    const busy = poll.queued > 0 || poll.state.pass !== null;
    state = withDue(poll.state, { kind: stream.kind, busy, pages: poll.pages, nowMs, idleMs: IDLE_MS });
  }
  return calls;
}

test.each([
  ["idle: nothing comes", TRAIL, keysOf(TRAIL, 20_000, 1), 90, 100],
  ["a file an hour", TRAIL, keysOf(TRAIL, 60, 1), 90, 200],
  ["a file every five minutes", TRAIL, keysOf(TRAIL, 5, 1), 400, 900],
  ["ten files a minute", TRAIL, keysOf(TRAIL, 1, 10), 1_440, 3_500],
  ["flow logs of one VPC, by day", FLOW, keysOf(FLOW, 5, 1), 400, 900],
  ["flow logs of 20 VPCs in one folder, by day", FLOW, keysOf(FLOW, 5, 20), 400, 2_500],
] as const)("LIST calls a day, %s", async (name, stream, keys, atLeast, atMost) => {
  const calls = await listCallsOfADay(stream, keys);
  console.log(`${name}: ${calls} LIST calls a day`);
  expect(calls).toBeGreaterThanOrEqual(atLeast);
  expect(calls).toBeLessThanOrEqual(atMost);
});
