/** The heart: (profile, batch) → (profile′, hits, faults). The order of steps is written here and nowhere else. */

import { type CatalogueIndex, detectorsFor } from "./detect/catalogue-index.ts";
import type { CallDetector } from "./detect/detector.ts";
import type { ApiCall } from "./event.ts";
import type { Hit } from "./finding.ts";
import type { FindingType } from "./finding-types.ts";
import { hitFromCall } from "./findings/from-call.ts";
import { type FactStore, factsAt, learnFacts } from "./profile/region-facts.ts";
import { fold, type Profile } from "./profile/profile.ts";
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
};

/** A profile with what it needs to count an event once. Changed in place. */
export type ObservedState = { readonly profile: Profile; readonly seen: SeenEvents };
export type RegionState = ObservedState & { readonly facts: FactStore };

const NO_FACT_STORE: FactStore = { passwordPolicies: [], trailBuckets: new Set() };

/** `calls` in event-time order. */
export function observePrincipal(state: ObservedState, calls: readonly ApiCall[], index: CatalogueIndex): Observation {
  return observeCalls(state, calls, index, NO_FACT_STORE);
}

/** `calls` are judged and learned, `learnOnly` learned. Both in event-time order. */
export function observeRegion(
  state: RegionState,
  calls: readonly ApiCall[],
  learnOnly: readonly ApiCall[],
  index: CatalogueIndex,
): Observation {
  const observed = observeCalls(state, calls, index, state.facts);
  let duplicates = observed.duplicates;
  for (const call of learnOnly) if (!learn(state, call)) duplicates++;
  return { ...observed, duplicates };
}

function observeCalls(
  state: ObservedState,
  calls: readonly ApiCall[],
  index: CatalogueIndex,
  facts: FactStore,
): Observation {
  const hits: Hit[] = [];
  const faults: Fault[] = [];
  const repeatedIds: string[] = [];
  for (const call of calls) {
    if (!learn(state, call)) {
      repeatedIds.push(call.id);
      continue;
    }
    for (const detector of detectorsFor(index, call)) judge(detector, call, facts, hits, faults);
    if (facts !== NO_FACT_STORE) learnFacts(facts, call);
  }
  return { hits, faults, duplicates: repeatedIds.length, repeatedIds };
}

/** False where the event had been counted before. */
function learn(state: ObservedState, call: ApiCall): boolean {
  if (!state.seen.add(call.id, call.timeMs, call.api)) return false;
  fold(state.profile, call);
  return true;
}

function judge(detector: CallDetector, call: ApiCall, facts: FactStore, hits: Hit[], faults: Fault[]): void {
  try {
    const match = detector.detect(call, { facts: factsAt(facts, call.timeMs) });
    if (match) hits.push(hitFromCall(detector, call, match));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    faults.push({ type: detector.type, eventId: call.id, message: message.slice(0, 200) });
  }
}
