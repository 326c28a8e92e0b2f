/** The heart: (profile, batch, context) → (profile′, hits, faults). The order of steps is written here and nowhere else. */

import { byRisk, type Run } from "./behaviour/run.ts";
import { accountScore, isBoundToBeHigh } from "./behaviour/account-score.ts";
import { behaviourOf } from "./behaviour/behaviour.ts";
import { hasHabits } from "./behaviour/judged.ts";
import { PrincipalJudge } from "./behaviour/principal-judge.ts";
import { type CatalogueIndex, detectorsFor } from "./detect/catalogue-index.ts";
import type { CallDetector, Context, Match } from "./detect/detector.ts";
import { callHash } from "./calls/of-call.ts";
import type { ApiCall } from "./event.ts";
import type { Hit } from "./finding.ts";
import type { FindingType } from "./finding-types.ts";
import { hitFromCall } from "./findings/from-call.ts";
import { type AccountContext, ContextBuilder } from "./profile/account-context.ts";
import { type FactStore, factsAt, learnFacts, NO_FACTS } from "./profile/region-facts.ts";
import { FEATURES } from "./profile/features.ts";
import { dayOf } from "./profile/frequency.ts";
import { fold, type Profile, unfold } from "./profile/profile.ts";
import type { Signal } from "./profile/signal.ts";
import type { SeenEvents } from "./profile/seen-events.ts";

/** A detector that threw: counted and shown, while the others ran. */
export type Fault = { readonly type: FindingType; readonly eventId: string; readonly message: string };

export type Observation = {
  readonly hits: readonly Hit[];
  readonly faults: readonly Fault[];
  /** Events that this profile had counted already. */
  readonly duplicates: number;
  /** Ids of those among them that would have been judged: what was said of them is to be said again. */
  readonly repeatedIds: readonly string[];
  /** Ids of events that the principal does not learn, and its account is not to learn either; absent for none. */
  readonly distrusted?: readonly string[];
};

/** A profile with what it needs to count an event once. Changed in place. */
export type ObservedState = { readonly profile: Profile; readonly seen: SeenEvents };
export type RegionState = { readonly seen: SeenEvents; readonly facts: FactStore };

/** Of a call that only itself tells of. */
const CALL_ALONE: Context = { facts: NO_FACTS, behaviour: null, history: null, sequence: null };

/** What an account makes of its calls, which are in event-time order. It judges none: that is for their principals. */
export function observeAccount({ profile, seen }: ObservedState, calls: readonly ApiCall[]): AccountContext {
  const context = new ContextBuilder();
  const rows = new Int32Array(FEATURES.length);
  let lastMs = 0;
  for (let at = 0; at < calls.length; at++) {
    const call = calls[at] as ApiCall;
    if (!hasHabits(call) || !seen.add(callHash(call))) continue;
    lastMs = Math.max(lastMs, call.timeMs);
    const said = context.add(at, profile, call, fold(profile, call, rows));
    // What is bound to be High does not make the account's budget dearer.
    if (said === null || isBoundToBeHigh(call, said)) continue;
    profile.scores?.add(call.identity.principal, dayOf(call.timeMs), profile.clock.newestDay, accountScore(said));
  }
  return context.build(profile, lastMs);
}

/** Takes back what `observeAccount` has counted, of calls that principals distrust. */
export function forgetInAccount({ profile }: Pick<ObservedState, "profile">, calls: readonly ApiCall[]): void {
  for (const call of calls) if (hasHabits(call)) unfold(profile, call);
}

/** `calls` in event-time order. `account`: what their account says of them. */
export function observePrincipal(
  state: ObservedState,
  calls: readonly ApiCall[],
  account: AccountContext,
  index: CatalogueIndex,
): Observation {
  const watch = new Watch();
  const judge = new PrincipalJudge(state.profile, account);
  for (let at = 0; at < calls.length; at++) {
    const call = calls[at] as ApiCall;
    if (!watch.isNew(state.seen, call)) continue;
    const history = hasHabits(call) ? judge.add(at, call) : null;
    watch.judgeCall(detectorsFor(index, call), call, history === null ? CALL_ALONE : { ...CALL_ALONE, history });
  }
  for (const run of judge.runs()) tellRun(watch, run, state.profile, account, index);
  const ended = judge.keep(calls, watch.observation().hits, watch.judged);
  const last = ended?.calls.at(-1);
  if (ended && last) {
    const context = { ...CALL_ALONE, sequence: ended.sequence };
    const region = regionOf(ended.sequence.steps, last);
    watch.judgeCall(index.sequence, last, context, { region, calls: ended.calls });
  }
  const observation = watch.observation();
  const distrusted = judge.distrust(observation.hits);
  return distrusted.length === 0 ? observation : { ...observation, distrusted };
}

/** `calls` in event-time order. */
export function observeRegion(state: RegionState, calls: readonly ApiCall[], index: CatalogueIndex): Observation {
  const watch = new Watch();
  for (const call of calls) {
    if (!watch.isNew(state.seen, call)) continue;
    watch.judgeCall(detectorsFor(index, call), call, { ...CALL_ALONE, facts: factsAt(state.facts, call.timeMs) });
    learnFacts(state.facts, call);
  }
  return watch.observation();
}

/**
 * One hit for each call of the run that was not told before, all telling of the riskiest: which calls are told does not
 * depend on how the run was cut into batches.
 */
function tellRun(watch: Watch, run: Run, profile: Profile, account: AccountContext, index: CatalogueIndex): void {
  const [riskiest] = run.calls;
  if (riskiest === undefined) return;
  const behaviour = behaviourOf(run, profile, account);
  const earlier = run.untold.map(({ eventId, timeMs }) => ({ id: eventId, timeMs }));
  const region = regionOf(run.signals, riskiest.call);
  const told = { region, calls: [...run.calls.map(({ call }) => call), ...earlier] };
  watch.judgeCall(index.unusual, riskiest.call, { ...CALL_ALONE, behaviour }, told);
}

/**
 * Where the riskiest of them was done: the Region of the finding. Logs come by Region, so the calls at hand are of one
 * Region, while what they belong to may span several, and is one finding.
 */
function regionOf(signals: readonly Signal[], { region }: ApiCall): string {
  return signals.toSorted(byRisk)[0]?.region ?? region;
}

/** The calls that a finding counts, where they are others than the one judged. */
type Told = { readonly region: string; readonly calls: readonly Pick<ApiCall, "id" | "timeMs">[] };

/** Runs detectors, and collects what they say. */
class Watch {
  /** Calls that a detector told of by themselves. */
  readonly judged = new Set<ApiCall>();
  readonly #hits: Hit[] = [];
  readonly #faults: Fault[] = [];
  readonly #repeatedIds: string[] = [];

  isNew(seen: SeenEvents, call: ApiCall): boolean {
    if (seen.add(callHash(call))) return true;
    this.#repeatedIds.push(call.id);
    return false;
  }

  judgeCall(detectors: readonly CallDetector[], call: ApiCall, context: Context, told?: Told): void {
    for (let at = 0; at < detectors.length; at++) {
      const detector = detectors[at] as CallDetector;
      try {
        const match = detector.detect(call, context);
        if (match) this.#tell(detector, call, match, told);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.#faults.push({ type: detector.type, eventId: call.id, message: message.slice(0, 200) });
      }
    }
  }

  #tell(detector: CallDetector, call: ApiCall, match: Match, told: Told | undefined): void {
    const hit = hitFromCall(detector, call, match);
    if (told === undefined) {
      this.#hits.push(hit);
      this.judged.add(call);
      return;
    }
    for (const { id, timeMs } of told.calls) this.#hits.push({ ...hit, region: told.region, timeMs, eventId: id });
  }

  observation(): Observation {
    const repeatedIds = this.#repeatedIds;
    return { hits: this.#hits, faults: this.#faults, duplicates: repeatedIds.length, repeatedIds };
  }
}
