/** Panther's verdicts beside ours: by type, and each disagreement with its reason. */

import type { FindingType } from "../../../src/core/finding-types.ts";
import { mappingOf } from "./mapping.ts";
import type { Judged } from "./replay-tests.ts";

export type Agreement = {
  readonly type: FindingType;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
};

export type Disagreement = {
  readonly rule: string;
  readonly test: string;
  readonly type: FindingType;
  readonly told: boolean;
  /** Null where nobody knows: to be looked into. */
  readonly reason: string | null;
};

export type Comparison = {
  readonly byType: readonly Agreement[];
  readonly disagreements: readonly Disagreement[];
  /** Tests of rules that have no type here. */
  readonly unmapped: number;
};

export function compare(judged: readonly Judged[]): Comparison {
  const byType = new Map<FindingType, Agreement>();
  const disagreements: Disagreement[] = [];
  let unmapped = 0;
  for (const one of judged) {
    const mapping = mappingOf(one.rule);
    if ("none" in mapping) {
      unmapped++;
      continue;
    }
    const { type } = mapping;
    const told = one.types.includes(type);
    byType.set(type, counted(byType.get(type) ?? none(type), told, one.expected));
    if (told === one.expected) continue;
    disagreements.push({ rule: one.rule, test: one.test, type, told, reason: reasonOf(one, type, told) });
  }
  return {
    byType: [...byType.values()].sort((one, other) => (one.type < other.type ? -1 : 1)),
    disagreements,
    unmapped,
  };
}

function none(type: FindingType): Agreement {
  return { type, truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0 };
}

function counted(agreement: Agreement, told: boolean, expected: boolean): Agreement {
  const name =
    told === expected ? (told ? "truePositives" : "trueNegatives") : told ? "falsePositives" : "falseNegatives";
  return { ...agreement, [name]: agreement[name] + 1 };
}

function reasonOf(one: Judged, type: FindingType, told: boolean): string | null {
  if (!type.endsWith("/AnomalousBehavior")) return told ? null : deedReason(one, type);
  if (told) {
    if (typeof one.event["errorCode"] === "string") return "an attempt counts, though it failed";
    return "the deed is new to whoever did it, whom or what Panther's rule lets pass";
  }
  const { eventSource = "", userIdentity } = one.event;
  if (!userIdentity || eventSource === "")
    return "the test leaves out who called, or which service: no record of CloudTrail";
  if (userIdentity.type === "Unknown") return "AWS does not say who called: nobody's habit";
  const other = one.types.find((found) => found.endsWith("/AnomalousBehavior"));
  if (other !== undefined) return `told as ${other}: the map of APIs has another tactic`;
  if (one.tier === null || one.tier < 2) return "routine: one such call by somebody at his own desk is no finding";
  if (one.tier === 2) return "sensitive, new in one way alone, and not new enough for who did it";
  return KNOWN.get(one.rule) ?? null;
}

/** Calls of the highest tier that are not told here, looked into one by one. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ["AWS.EC2.Startup.Script.Change", "the role had done it once before, in an incident at night"],
]);

function deedReason({ event }: Judged, type: FindingType): string | null {
  if (type === "UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B") return "the sign-in before is not in the test";
  const { eventName = "", eventSource = "" } = event;
  const isS3 = eventSource === "s3.amazonaws.com";
  if (type === "Policy:S3/BucketAnonymousAccessGranted" && !isS3) return "GuardDuty has the type for buckets alone";
  if (type === "Stealth:S3/ServerAccessLoggingDisabled" && eventName === "PutBucketVersioning")
    return "GuardDuty has the type for access logging, not for versioning";
  return null;
}
