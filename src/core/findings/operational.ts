/** Findings on the logs themselves: silence, tampering, objects that could not be read. */

import type { Hit, Severity } from "../finding.ts";
import { FINDING_TYPES, type FindingType } from "../finding-types.ts";
import type { JsonObject } from "../json.ts";
import { DESCRIPTION_CHARS_MAX, NAME_CHARS_MAX } from "../limits.ts";
import { boundJson } from "./bound-json.ts";
import { cleanText } from "./clean-text.ts";
import { subjectPart } from "./from-call.ts";

export type OperationalType = Extract<FindingType, `Watchpost:Operations/${string}`>;

/** One sentence for people; the description of a finding says what to do. */
export const OPERATIONAL_MEANINGS: Readonly<Record<OperationalType, string>> = {
  "Watchpost:Operations/LogsSilent": "Logs of an account and Region that used to come have stopped coming.",
  "Watchpost:Operations/LogsTampered": "CloudTrail's digests do not agree with the log files in the bucket.",
  "Watchpost:Operations/ObjectRejected": "Log objects could not be read, so that what they tell is not known.",
};

export function isOperationalType(type: string): type is OperationalType {
  return Object.hasOwn(OPERATIONAL_MEANINGS, type);
}

/** Where the logs lie. `base`: the key prefix of the stream, "" where it concerns the whole source. */
export type LogPlace = {
  readonly sourceId: string;
  readonly bucket: string;
  readonly base: string;
  readonly accountId: string;
  readonly region: string;
};

export type OperationalMatch = {
  /** When it began or was last seen, ms; with `eventId` it names this deed, the same however often it is told. */
  readonly timeMs: number;
  readonly eventId: string;
  /** What separates this issue from others of its type in the account and Region; the source always does. */
  readonly subject: readonly string[];
  readonly title: string;
  /** What is wrong, what it may mean, and what to do. */
  readonly description: string;
  /** Default: the type's. */
  readonly severity?: Severity;
  readonly additionalInfo?: JsonObject;
};

/** Keys and reasons come from a bucket that others write to: all text is cleaned and bounded here. */
export function operationalHit(type: OperationalType, place: LogPlace, match: OperationalMatch): Hit {
  const { sourceId, bucket, base, accountId, region } = place;
  return {
    type,
    severity: match.severity ?? FINDING_TYPES[type].severity,
    accountId,
    region,
    timeMs: match.timeMs,
    eventId: match.eventId,
    subject: [sourceId, ...match.subject].map(subjectPart),
    title: cleanText(match.title, NAME_CHARS_MAX),
    description: cleanText(match.description, DESCRIPTION_CHARS_MAX),
    resourceRole: "TARGET",
    resource: { resourceType: FINDING_TYPES[type].resource, logSourceDetails: boundJson({ sourceId, bucket, base }) },
    action: {},
    additionalInfo: boundJson(match.additionalInfo ?? {}),
  };
}
