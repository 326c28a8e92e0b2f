/** Steps of one principal within a day that together are an attack: none of them need be an alert of its own. */

import { SEQUENCE_ACTS_MIN, SEQUENCE_TACTICS_MIN, SENSITIVE_TIER } from "../limits.ts";
import type { Signal } from "../profile/signal.ts";
import { MARKS } from "./marks.ts";

export type Sequence = {
  /** Oldest first. */
  readonly steps: readonly Signal[];
  readonly tactics: readonly string[];
};

/** Tactics that take, change or hide something, beside looking around and coming in. */
const ACTING: ReadonlySet<string> = new Set([
  "CredentialAccess",
  "DefenseEvasion",
  "Exfiltration",
  "Impact",
  "Persistence",
  "PrivilegeEscalation",
]);

/** Findings that say that somebody else holds the credentials. */
const STOLEN =
  /^(?:PenTest:|CredentialAccess:IAMUser\/CompromisedCredentials|(?:Recon|UnauthorizedAccess):IAMUser\/(?:MaliciousIP|TorIP|ConsoleLogin|\w+CredentialExfiltration))/;

const ELSEWHERE = MARKS.newWhere | MARKS.unheardWhere;

/**
 * GuardDuty's pattern of compromised credentials, in numbers of our own: an act new to the account from a place new to the principal,
 * or a finding that says that the credentials are in other hands, at least SEQUENCE_TACTICS_MIN tactics, and at least SEQUENCE_ACTS_MIN sensitive calls that succeeded,
 * of two acting tactics. `signals`: of 24 hours, oldest first. Common deeds count as steps only from the new place.
 */
export function sequenceOf(signals: readonly Signal[]): Sequence | null {
  const steps = ofOneActor(signals.filter(isStep));
  const tactics = new Set(steps.flatMap(({ tactic }) => tactic ?? []));
  const acts = steps.filter(isAct);
  const acting = new Set(acts.map(({ tactic }) => tactic));
  if (tactics.size < SEQUENCE_TACTICS_MIN || acts.length < SEQUENCE_ACTS_MIN || acting.size < 2) return null;
  return { steps, tactics: [...tactics].sort() };
}

/**
 * The entries, and the steps that share an address or a key with one of them, or with such a step: many people may hold
 * one role, and the day's work of the others is no part of what a thief did with it.
 */
function ofOneActor(steps: readonly Signal[]): readonly Signal[] {
  const traits = new Set<string>();
  const taken = new Set<Signal>();
  let before = -1;
  // Each round takes a step at least, and there are SIGNALS_KEPT of them.
  while (taken.size > before) {
    before = taken.size;
    for (const step of steps) {
      const own = traitsOf(step);
      if (taken.has(step) || (!isEntry(step) && !own.some((trait) => traits.has(trait)))) continue;
      taken.add(step);
      for (const trait of own) traits.add(trait);
    }
  }
  return steps.filter((step) => taken.has(step));
}

function traitsOf({ ip, accessKeyId }: Signal): readonly string[] {
  return [...(ip === null ? [] : [`ip ${ip}`]), ...(accessKeyId === null ? [] : [`key ${accessKeyId}`])];
}

function isStep(signal: Signal): boolean {
  return signal.told !== null || (signal.marks & ELSEWHERE) !== 0;
}

/** A new place alone is a new colleague or a journey: a sensitive act that the account has never seen must come from it. */
function isEntry(signal: Signal): boolean {
  const { told, marks } = signal;
  if (told !== null && STOLEN.test(told)) return true;
  return (marks & ELSEWHERE) !== 0 && (marks & MARKS.unheardWhat) !== 0 && isAct(signal);
}

function isAct({ tactic, tier, error }: Signal): boolean {
  return error === null && tier >= SENSITIVE_TIER && tactic !== null && ACTING.has(tactic);
}
