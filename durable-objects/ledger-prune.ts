/** Old rows go: those of objects that came and were read longer ago than any re-delivery. */

import { LEDGER_DAYS_KEPT, WHOLE_STREAM_KEYS_MAX } from "../src/core/limits.ts";
import { allStreams, countKeys, markPruned, prune, pruneLearned, saveStream } from "./ledger-tables.ts";

const DAY_MS = 86_400_000;

/**
 * A stream that is listed whole keeps its few rows: without them its objects would be read again. The others are not
 * listed any more from before what is deleted.
 */
export function pruneLedger(sql: SqlStorage, nowMs: number): void {
  const beforeMs = nowMs - LEDGER_DAYS_KEPT * DAY_MS;
  pruneLearned(sql, beforeMs);
  for (const state of allStreams(sql)) {
    const keys = countKeys(sql, state.base);
    if (keys > WHOLE_STREAM_KEYS_MAX) {
      // Listings begin with a day's folder: the day in which the cut falls must not be listed again.
      const prunedMs = (Math.floor(beforeMs / DAY_MS) + 1) * DAY_MS;
      saveStream(sql, { ...state, keys, prunedMs });
      // A day is left over: a writer's clock that runs ahead puts an object into the folder of the next day.
      prune(sql, state.base, beforeMs - DAY_MS);
    } else if (keys !== state.keys) saveStream(sql, { ...state, keys });
  }
  markPruned(sql, nowMs);
}
