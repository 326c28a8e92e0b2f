/** The contract of a detector: one file, one object, one question asked of an event. */

import type { Behaviour } from "../behaviour/behaviour.ts";
import type { CallHistory } from "../behaviour/history.ts";
import type { Sequence } from "../behaviour/sequence.ts";
import type { ApiCall } from "../event.ts";
import type { Severity } from "../finding.ts";
import type { FindingType } from "../finding-types.ts";
import type { Category } from "../intel/categories.ts";
import type { JsonObject } from "../json.ts";
import type { RegionFacts } from "../profile/region-facts.ts";

/** What must be there for a detector to work; absent ⇒ the API says the type is off and why. */
export type Capability = "cloudtrail" | "flow" | "dns" | "geo" | `list:${Category}` | "profile";

/** A MITRE ATT&CK technique id, "T1562.008". */
export type Technique = `T${number}` | `T${number}.${string}`;

/** `service:Api` without ".amazonaws.com"; Lambda's dated names by their stem. */
export type ApiName = `${string}:${string}`;

export type Context = {
  /** What RegionProfile remembers of the account and Region as of just before the event. */
  readonly facts: RegionFacts;
  /** The run of unusual calls of which the event is the riskiest; null for detectors that do not ask for one. */
  readonly behaviour: Behaviour | null;
  /** Where the principal was before: of sign-ins and of sessions that belong to a resource; else null. */
  readonly history: CallHistory | null;
  /** The steps of a day that end in the event; null for detectors that do not ask for them. */
  readonly sequence: Sequence | null;
};

/** What a detector found. The rest of the finding is filled from the call. */
export type Match = {
  /** What was done to: keeps two trails, two buckets apart. The principal is added by the finding. */
  readonly subject: readonly string[];
  /** Only where it differs from the type's usual severity. */
  readonly severity?: Severity;
  /** One line: who did what. */
  readonly title: string;
  /** Two or three sentences: who did what, where, from where, and why it matters. */
  readonly description: string;
  /** GuardDuty's `resource.s3BucketDetails`. */
  readonly s3BucketDetails?: readonly JsonObject[];
  /** GuardDuty's `affectedResources`: CloudFormation type → name. */
  readonly affectedResources?: Readonly<Record<string, string>>;
  /** GuardDuty's `remoteAccountDetails`, where it is not the account of the call's identity. */
  readonly remoteAccount?: { readonly accountId: string; readonly affiliated: boolean };
  readonly additionalInfo?: JsonObject;
  /** GuardDuty's `service.detection`. */
  readonly detection?: JsonObject;
};

export type CallDetector = {
  readonly type: FindingType;
  /** Whose object runs it: the principal's own, or the account-and-Region's, where it needs RegionFacts. */
  readonly watches: "principal" | "region";
  /**
   * The calls it wants to see. `"any"` costs a look at every record and sees no request or response. `"unusual"`: the
   * riskiest call of each run of calls that stood out against the learned profile. `"sequence"`: the latest step of an attack.
   */
  readonly apis: readonly ApiName[] | "any" | "unusual" | "sequence";
  /** One sentence for people. */
  readonly summary: string;
  /** Known blind spots. */
  readonly misses: string;
  /** What looks alike, and what to do about it. */
  readonly falsePositives: string;
  readonly attack: readonly Technique[];
  readonly needs: readonly Capability[];
  readonly detect: (call: ApiCall, context: Context) => Match | null;
};
