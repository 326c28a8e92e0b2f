/** Makes the detectors for callers on threat lists: three kinds of caller, each reading (Recon) or changing something. */

import type { CallerFacts } from "../enrich/facts.ts";
import type { ApiCall } from "../event.ts";
import type { FindingType } from "../finding-types.ts";
import { customThreatCaller, maliciousCaller, torCaller } from "../intel/caller-matches.ts";
import type { Category } from "../intel/categories.ts";
import type { ListMatch } from "../intel/tables.ts";
import { accessOf } from "./api-access.ts";
import type { CallDetector, Technique } from "./detector.ts";
import { listEvidence, listWords } from "./list-evidence.ts";
import { from, quoted, sentence, where, who } from "./wording.ts";

export type CallerKind = {
  readonly matchesOf: (facts: CallerFacts) => readonly ListMatch[];
  /** "a Tor exit". */
  readonly address: string;
  readonly needs: readonly `list:${Category}`[];
  readonly falsePositives: string;
  readonly attack: readonly Technique[];
};

const MALICIOUS: CallerKind = {
  matchesOf: maliciousCaller,
  address: "an address known to be malicious",
  needs: ["list:malicious", "list:scanner", "list:command-and-control"],
  falsePositives:
    "Addresses change hands: a staff member's line or a cloud address that its last owner misused. Put your own exits on a trusted list.",
  attack: ["T1078.004"],
};

const CUSTOM: CallerKind = {
  matchesOf: customThreatCaller,
  address: "an address on a threat list of your own",
  needs: ["list:custom-threat"],
  falsePositives: "Whatever the list holds that it should not: correct the list, or trust the address.",
  attack: ["T1078.004"],
};

const TOR: CallerKind = {
  matchesOf: torCaller,
  address: "a Tor exit",
  needs: ["list:tor-exit"],
  falsePositives: "Staff who work through Tor on purpose, and exits that stopped being one since the list was made.",
  attack: ["T1090.003", "T1078.004"],
};

export const CALLER_KINDS = { malicious: MALICIOUS, custom: CUSTOM, tor: TOR } as const;

/** A call that failed counts: probing what a stolen key may do is the deed. Calls that AWS services make never match. */
export function listCallerDetector(type: FindingType, kind: CallerKind, access: "read" | "write"): CallDetector {
  const deed = access === "read" ? "lists or describes resources" : "changes something, or tries to";
  return {
    type,
    watches: "principal",
    apis: "any",
    summary: `A call that ${deed} came from ${kind.address}; calls that were refused count.`,
    misses:
      "Callers on no list that is loaded, calls that AWS services make on someone's behalf, and calls through a VPC endpoint, which show a private address.",
    falsePositives: kind.falsePositives,
    attack: access === "read" ? [...kind.attack, "T1580"] : kind.attack,
    needs: ["cloudtrail", ...kind.needs],
    detect(call) {
      if (call.caller === null || call.sourceIp === null) return null;
      const matches = kind.matchesOf(call.caller);
      if (matches.length === 0 || accessOf(call) !== access) return null;
      return {
        subject: [],
        title: `${sentence(who(call))} called ${quoted(call.api)} from ${kind.address}.`,
        description: describe(call, kind, access, matches),
        // What decided comes first; the rest is evidence as well.
        additionalInfo: listEvidence([...matches, ...call.caller.matches.filter((match) => !matches.includes(match))]),
      };
    },
  };
}

function describe(
  call: ApiCall,
  { address }: CallerKind,
  access: "read" | "write",
  matches: readonly ListMatch[],
): string {
  const outcome = call.error === null ? "" : ` It was refused (${quoted(call.error)}), which still shows an attempt.`;
  const meaning =
    access === "read"
      ? "Listing what an account holds is how an intruder finds the next step."
      : "If the owner of the credentials did not do this, they are in other hands.";
  return (
    `${sentence(who(call))} called ${quoted(call.api)} of ${quoted(call.service)} ${from(call)} ${where(call)}. ` +
    `The caller is ${address}: ${listWords(matches)}.${outcome} ${meaning}`
  );
}
