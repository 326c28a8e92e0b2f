/**
 * A notification → its objects' rows in the ledgers. A notification is a hint and nothing in it is believed: the ledger
 * asks S3 for the object and keeps a row under the ETag that S3 says, the same row that a listing makes. So an object is
 * read once, whichever came first, and a replay, a late or a forged notification adds nothing.
 */

import type { HintOutcome } from "../../../durable-objects/intake-ledger.ts";
import { REJECT_SAMPLES_MAX } from "../../core/limits.ts";
import { ok, type Result } from "../../core/result.ts";
import type { Env } from "../../env.ts";
import { countHints, type Door } from "../../store/hint-counts.ts";
import { ledgersOf, setLedgerDue } from "../../store/ledgers.ts";
import { listSources, setDiscoveryDue } from "../../store/sources.ts";
import { ledgerName } from "../ingest-message.ts";
import { parseNotification } from "./envelopes.ts";
import type { Hint } from "./hint.ts";
import { HINT_REFUSALS, type HintPlace, type HintRefusal, type HintRoute, routeHint } from "./route-hint.ts";

/** Counts of objects named; a part of a notification that was not understood counts as "unreadable". */
export type HintCounts = Record<keyof HintOutcome | "discovering" | "tests" | "others" | "unreadable", number> &
  Partial<Record<HintRefusal, number>>;

export type Received = {
  readonly counts: HintCounts;
  /** Why objects or parts were refused: a few, distinct. */
  readonly reasons: readonly string[];
};

/** An error where nothing in it was understood. Throws where D1 or a ledger cannot be reached: the sender tries again. */
export async function receive(env: Env, door: Door, text: string, nowMs: number): Promise<Result<Received>> {
  const parsed = parseNotification(text);
  if (!parsed.ok) {
    await countHints(env.DB, door, { unreadable: 1 }, nowMs);
    return parsed;
  }
  const { hints, tests, others, rejected } = parsed.value;
  const counts: HintCounts = { ...NONE, tests, others, unreadable: rejected };
  const reasons = new Set(parsed.value.reasons);
  for (const group of await routed(env, hints, counts, reasons)) {
    const outcome = await follow(env, group, nowMs);
    for (const [name, count] of Object.entries(outcome)) counts[name as keyof HintOutcome] += count;
  }
  await countHints(env.DB, door, counts, nowMs);
  return ok({ counts, reasons: [...reasons].slice(0, REJECT_SAMPLES_MAX) });
}

const MINUTE_MS = 60_000;
const NONE = { queued: 0, known: 0, gone: 0, later: 0, digests: 0, discovering: 0, tests: 0, others: 0, unreadable: 0 };

/** The hints that go the same way. */
type Group = { readonly route: HintRoute; readonly hints: Hint[] };

async function routed(
  env: Env,
  hints: readonly Hint[],
  counts: HintCounts,
  reasons: Set<string>,
): Promise<readonly Group[]> {
  if (hints.length === 0) return [];
  const places = await placesOf(env, new Set(hints.map(({ bucket }) => bucket)));
  const groups = new Map<string, Group>();
  for (const hint of hints) {
    const found = routeHint(hint, places);
    if ("refused" in found) {
      counts[found.refused] = (counts[found.refused] ?? 0) + 1;
      reasons.add(HINT_REFUSALS[found.refused]);
      continue;
    }
    for (const route of found.routes) {
      const account = route.kind === "discover" ? "" : route.ledger.accountId;
      const name = `${route.kind} ${route.place.source.id} ${account}`;
      const group = groups.get(name);
      if (group) group.hints.push(hint);
      else groups.set(name, { route, hints: [hint] });
    }
  }
  return [...groups.values()];
}

async function placesOf(env: Env, buckets: ReadonlySet<string>): Promise<readonly HintPlace[]> {
  const sources = (await listSources(env.DB)).filter(({ bucket }) => buckets.has(bucket));
  return await Promise.all(
    sources.map(async (source) => ({ source, ledgers: source.enabled ? await ledgersOf(env.DB, source.id) : [] })),
  );
}

async function follow(env: Env, { route, hints }: Group, nowMs: number): Promise<Partial<HintCounts>> {
  const { source } = route.place;
  if (route.kind === "discover") {
    await setDiscoveryDue(env.DB, source.id);
    return { discovering: hints.length };
  }
  const { accountId, streams } = route.ledger;
  const ledger = env.INTAKE_LEDGER.getByName(ledgerName(source.id, accountId));
  const wake = (): Promise<void> => setLedgerDue(env.DB, route.ledger, nowMs, MINUTE_MS);
  try {
    const outcome = await ledger.hint({ source, accountId, streams, nowMs }, hints);
    // What could not be asked for is listed at the next tick.
    if (outcome.later + outcome.digests > 0) await wake();
    return outcome;
  } catch (error) {
    // Rows may be there that were not sent. Their objects are known when the sender tries again: only a poll sends them.
    await wake();
    throw error;
  }
}
