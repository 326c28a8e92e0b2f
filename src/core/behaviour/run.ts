/** Calls of one principal close to each other, judged together: a run tells more than its calls one by one. */

import type { ApiCall } from "../event.ts";
import {
  GROWTH_BITS,
  RUN_APIS_MANY,
  RUN_BITS_PER_DOUBLING,
  RUN_GAP_MS,
  SENSITIVE_TIER,
  SIGNALS_KEPT,
  SIGNALS_KEPT_MS,
  TIER_BITS,
} from "../limits.ts";
import type { Signal } from "../profile/signal.ts";
import { isGrowth, MARKS, newSides } from "./marks.ts";
import type { Surprise } from "./surprise.ts";

/** A call that stands out, while its batch is at hand. */
export type UnusualCall = { readonly call: ApiCall; readonly signal: Signal; readonly surprise: Surprise };

export type Run = {
  /** Riskiest first; those of earlier batches too. */
  readonly signals: readonly Signal[];
  /** Of this batch, riskiest first: never empty. */
  readonly calls: readonly UnusualCall[];
  /** Of earlier batches, when they were too few to be told. */
  readonly untold: readonly Signal[];
  /** Of the riskiest signal, with what the size of the run adds. */
  readonly bits: number;
  /** That it had to reach. */
  readonly neededBits: number;
};

/** Bits that a call of this tier must surprise by; one that is nothing but more frequent, whatever its tier, by no more than GROWTH_BITS. `cutOffBits`: that the account's alert budget asks of all. */
export function neededBits({ tier, marks }: Pick<Signal, "tier" | "marks">, cutOffBits: number): number {
  const byTier = tierBits(tier);
  return isGrowth(marks) ? Math.min(GROWTH_BITS, byTier) : Math.max(byTier, cutOffBits);
}

export function tierBits(tier: number): number {
  return TIER_BITS[Math.min(tier, TIER_BITS.length - 1)] as number;
}

/** Order of risk: what exceeds its threshold the most, by tier; then by time and id, so that the order is total. */
export function byRisk(one: Signal, other: Signal): number {
  return (
    other.tier - one.tier ||
    other.bits - one.bits ||
    one.timeMs - other.timeMs ||
    (one.eventId < other.eventId ? -1 : Number(one.eventId > other.eventId))
  );
}

/** Runs with a call of this batch that reach their threshold. `stored`: signals of earlier batches. `cutOffBits`: of the account. */
export function runsToTell(stored: readonly Signal[], fresh: readonly UnusualCall[], cutOffBits = 0): readonly Run[] {
  const byId = new Map(fresh.map((unusual) => [unusual.signal, unusual]));
  const signals = [...stored, ...byId.keys()].sort(byTime);
  const runs: Run[] = [];
  let from = 0;
  for (let at = 1; at <= signals.length; at++) {
    const [last, next] = [signals[at - 1] as Signal, signals[at]];
    if (next !== undefined && next.timeMs - last.timeMs <= RUN_GAP_MS) continue;
    const run = judged(signals.slice(from, at), byId, cutOffBits);
    if (run !== null) runs.push(run);
    from = at;
  }
  return runs;
}

/**
 * A routine call that is new in one way only, from its usual place, is somebody at a new task; not so where it comes from
 * a place or Region that the account has never seen, or with many others (Elastic's rule: more than five at once).
 */
function isTelling({ tier, marks }: Signal, newApis: number): boolean {
  if (tier >= SENSITIVE_TIER || isGrowth(marks) || newApis >= RUN_APIS_MANY) return true;
  return newSides(marks) >= 2 || (marks & (MARKS.unheardWhere | MARKS.unheardRegion)) !== 0;
}

function judged(signals: readonly Signal[], fresh: ReadonlyMap<Signal, UnusualCall>, cutOffBits: number): Run | null {
  const apis = new Set(signals.filter(({ isNew }) => isNew).map(({ api }) => api));
  const bonus = RUN_BITS_PER_DOUBLING * Math.log2(Math.max(1, apis.size));
  const ordered = signals.filter(({ bits }) => bits > 0).sort(byRisk);
  const first = ordered.find(
    (signal) => signal.bits + bonus >= neededBits(signal, cutOffBits) && isTelling(signal, apis.size),
  );
  if (first === undefined) return null;
  const calls = ordered.flatMap((signal) => fresh.get(signal) ?? []);
  if (calls.length === 0) return null;
  const rest = ordered.filter((signal) => signal !== first);
  return {
    signals: [first, ...rest],
    calls,
    untold: ordered.filter((signal) => !fresh.has(signal) && signal.told === null),
    bits: first.bits + bonus,
    neededBits: neededBits(first, cutOffBits),
  };
}

/** The signals of the last day of event time; of too many, the riskiest. Oldest first. */
export function keptSignals(signals: readonly Signal[]): readonly Signal[] {
  const newestMs = signals.reduce((newest, { timeMs }) => Math.max(newest, timeMs), 0);
  const recent = signals.filter(({ timeMs }) => newestMs - timeMs <= SIGNALS_KEPT_MS);
  return recent.sort(byRisk).slice(0, SIGNALS_KEPT).sort(byTime);
}

function byTime(one: Signal, other: Signal): number {
  return one.timeMs - other.timeMs || (one.eventId < other.eventId ? -1 : Number(one.eventId > other.eventId));
}
