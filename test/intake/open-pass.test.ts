/** An open pass goes on where it was, and never behind rows that have been pruned meanwhile: those objects were read. */

import { expect, test } from "vitest";
import type { Stream } from "../../src/core/sources/listing.ts";
import { freshState, NOTHING_SEEN, type OpenPass } from "../../src/intake/poll-plan.ts";
import { pollStream } from "../../src/intake/poll-stream.ts";

const NOW = Date.UTC(2026, 10, 24, 12);
const BASE = "AWSLogs/012345678901/CloudTrail/us-east-1/";
const STREAM: Stream = {
  base: BASE,
  accountId: "012345678901",
  kind: "cloudtrail",
  region: "us-east-1",
  vpcId: null,
  layout: "daily",
};

async function listedFrom(open: OpenPass, prunedMs: number): Promise<string | undefined> {
  const asked: string[] = [];
  const before = { ...freshState(BASE), keys: 5_000, wholeMs: NOW, pass: open, prunedMs };
  const window = { sinceMs: 0, backfillSinceMs: null, backfillMax: 0, nowMs: NOW, pagesMax: 10 };
  await pollStream(STREAM, before, window, {
    list: async (after) => {
      asked.push(after);
      return { objects: [], complete: true, lastKey: after };
    },
    take: async () => 0,
  });
  // The look-back comes first, then the open pass.
  return asked.at(-1);
}

const OPEN: OpenPass = { kind: "month", after: `${BASE}2026/10/20/x`, seen: NOTHING_SEEN };

test.each([
  ["nothing was pruned", 0, `${BASE}2026/10/20/x`],
  ["rows before it were pruned", Date.UTC(2026, 9, 19), `${BASE}2026/10/20/x`],
  ["rows behind it were pruned", Date.UTC(2026, 9, 25), `${BASE}2026/10/25/`],
])("%s", async (_what, prunedMs, from) => {
  expect(await listedFrom(OPEN, prunedMs)).toBe(from);
});
