/** A run that is to be told, as the detectors of AnomalousBehavior see it. */

import type { Tactic } from "../api-map/facts.ts";
import { SEVERITY, type Severity } from "../finding.ts";
import { FINDING_TYPES } from "../finding-types.ts";
import { invariant } from "../invariant.ts";
import type { AccountContext } from "../profile/account-context.ts";
import { type LearningState, learningState } from "../profile/learning.ts";
import type { Profile } from "../profile/profile.ts";
import { sealDayOf } from "../profile/sealed.ts";
import type { Signal } from "../profile/signal.ts";
import { isGrowth, MARKS, newSides, unheardSides } from "./marks.ts";
import type { Run } from "./run.ts";

export type Behaviour = {
  readonly tactic: Tactic;
  readonly severity: Severity;
  readonly run: Run;
  /** Days before this one were judged against. */
  readonly day: number;
  readonly profile: Profile;
  readonly principalLearning: LearningState;
  readonly account: AccountContext;
};

/**
 * GuardDuty's severity of the type, where the evidence bears it. High needs something that the whole account has never
 * seen and a second side that is new to the principal; a refused call did no harm; growth alone is worth a look.
 */
export function severityOf(tactic: Tactic, { signals }: Run): Severity {
  const usual = FINDING_TYPES[`${tactic}:IAMUser/AnomalousBehavior`].severity;
  const first = signals[0] as Signal;
  if (isGrowth(first.marks)) return SEVERITY.low;
  const marks = first.marks;
  const refused = (marks & MARKS.denied) !== 0;
  if (usual >= SEVERITY.high && (refused || unheardSides(marks) === 0 || newSides(marks) < 2)) return SEVERITY.medium;
  return usual;
}

/** `run`: with a call of this batch at least. */
export function behaviourOf(run: Run, profile: Profile, account: AccountContext): Behaviour {
  const [first] = run.signals;
  const [riskiest] = run.calls;
  invariant(first !== undefined && riskiest !== undefined, "a run that is told has calls");
  // Signals are made of APIs with a tactic.
  const tactic = first.tactic as Tactic;
  return {
    tactic,
    severity: severityOf(tactic, run),
    run,
    day: sealDayOf(riskiest.call.timeMs),
    profile,
    principalLearning: learningState(profile, riskiest.call.timeMs),
    account,
  };
}
