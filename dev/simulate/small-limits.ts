/** Loads the Worker's own modules with small bounds, so that they are met. */

import { registerHooks } from "node:module";

/**
 * The program with the bounds of production meets them once in a million objects; with these, in every run. What must
 * hold, holds for any bounds.
 */
const SMALL_LIMITS: Readonly<Record<string, number>> = {
  CHUNK_RECORDS_MAX: 25,
  WHOLE_STREAM_KEYS_MAX: 10,
  LIST_PAGES_PER_POLL_MAX: 3,
  LIST_PAGES_PER_LEDGER_POLL_MAX: 5,
  LEDGERS_PER_TICK_MAX: 2,
  LEDGERS_PER_MESSAGE_MAX: 2,
  LEDGERS_PARALLEL_MAX: 2,
  LEDGER_SWEEP_MAX: 7,
  NOTICE_SWEEP_MAX: 5,
  SIGHTINGS_PER_BATCH_MAX: 2,
  QUEUE_SEND_BATCH_MAX: 4,
  // Large, as pages are short there: two days of digests.
  DIGEST_LIST_PAGES_MAX: 60,
  // Small here for speed alone: more than a run has events.
  PRINCIPAL_EVENT_IDS_KEPT: 2_048,
  REGION_EVENT_IDS_KEPT: 4_096,
};

function withSmallLimits(source: string): string {
  let text = source;
  for (const [name, value] of Object.entries(SMALL_LIMITS)) {
    const declared = new RegExp(`export const ${name} = [^;]+;`);
    if (!declared.test(text)) throw new Error(`limits.ts has no ${name}: change dev/simulate/small-limits.ts with it`);
    text = text.replace(declared, `export const ${name} = ${value};`);
  }
  return text;
}

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith("/src/core/limits.ts")) return loaded;
    return { ...loaded, source: withSmallLimits(String(loaded.source)) };
  },
});
