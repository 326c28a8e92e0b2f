/** Contract 2: what a detector says (Hit), what a chunk saw (Sighting), what people read (Finding). */

import type { FindingType } from "./finding-types.ts";
import type { JsonObject } from "./json.ts";

/** 1.0 to 10.0 as GuardDuty's: Low 1–3.9, Medium 4–6.9, High 7–8.9, Critical 9–10. */
export type Severity = number;

export const SEVERITY = { low: 2, medium: 5, high: 8, critical: 9 } as const;

export type SeverityLabel = "Low" | "Medium" | "High" | "Critical";

export function severityLabel(severity: Severity): SeverityLabel {
  if (severity >= 9) return "Critical";
  if (severity >= 7) return "High";
  return severity >= 4 ? "Medium" : "Low";
}

/** One deed that a detector recognised, complete enough to become a finding without the event. */
export type Hit = {
  readonly type: FindingType;
  readonly severity: Severity;
  readonly accountId: string;
  readonly region: string;
  /** Event time, ms. */
  readonly timeMs: number;
  readonly eventId: string;
  /** What separates this issue from others of its type in the account and Region. */
  readonly subject: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly resourceRole: "ACTOR" | "TARGET";
  /** GuardDuty's `resource`, wire names. */
  readonly resource: JsonObject;
  /** GuardDuty's `service.action`, wire names. */
  readonly action: JsonObject;
  /** Expanded `service.additionalInfo`; {} when there is nothing to add. */
  readonly additionalInfo: JsonObject;
  /** GuardDuty's `service.detection`: of attack sequences. */
  readonly detection?: JsonObject;
};

/** The hits of one chunk that belong to one finding. Same chunk, same sighting, however often it is delivered. */
export type Sighting = {
  readonly findingId: string;
  readonly chunkId: string;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** First few event ids in event-time order (limits.ts: SIGHTING_EVENT_IDS_MAX). */
  readonly eventIds: readonly string[];
  /** Highest severity among the hits. */
  readonly severity: Severity;
  /** The latest hit by (timeMs, eventId): its details are the ones a finding shows. */
  readonly latest: Hit;
};

/** A finding in state: merged from its sightings, in any order. Rendered by `findings/formats`. */
export type Finding = {
  readonly id: string;
  readonly type: FindingType;
  readonly accountId: string;
  readonly region: string;
  readonly severity: Severity;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly archived: boolean;
  readonly latest: Hit;
};
