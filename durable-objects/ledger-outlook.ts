/** What a poll is asked, what it came to, and when the ledger wants to be polled again. */

import { REQUEUE_AFTER_MS } from "../src/core/limits.ts";
import { isBackfilling } from "../src/intake/poll-stream.ts";
import type { BackfillState, Stream } from "../src/store/ledgers.ts";
import type { Source } from "../src/store/sources.ts";
import { countLearning, loadStream, staleDueMs } from "./ledger-tables.ts";

export type PollRequest = {
  readonly source: Source;
  readonly accountId: string;
  readonly streams: readonly Stream[];
  readonly nowMs: number;
};

export type PollOutcome = {
  readonly listed: number;
  readonly queued: number;
  readonly listCalls: number;
  /** When a stream is due next. */
  readonly dueMs: number;
  /** Why a stream could not be listed; the others were. */
  readonly problem: string | null;
  /** Null where no history was asked for. */
  readonly backfill: BackfillState | null;
};

export type PollSums = { listed: number; queued: number; listCalls: number; problem: string | null };

export function outlook(sql: SqlStorage, { source, streams }: PollRequest): Pick<PollOutcome, "dueMs" | "backfill"> {
  const states = streams.map(({ base }) => loadStream(sql, base));
  // Only polls send again what has waited too long: idle streams must not hold that up.
  const waitingMs = staleDueMs(sql, REQUEUE_AFTER_MS) ?? Number.MAX_SAFE_INTEGER;
  const dueMs = states.reduce((first, state) => Math.min(first, state.dueMs), waitingMs);
  const sinceMs = source.backfillSinceMs;
  if (sinceMs === null) return { dueMs, backfill: null };
  const left = countLearning(sql);
  const listing = states.some((state) => isBackfilling(state, source));
  // While history is read, the ledger shows how far it is.
  return { dueMs: listing || left > 0 ? 0 : dueMs, backfill: { sinceMs, listing, left } };
}
