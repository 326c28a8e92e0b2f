/** A detector's match on a host's batch → Hit: everything that the finding will need once the records are gone. */

import type { HostMatch } from "../detect/host-detector.ts";
import type { Hit } from "../finding.ts";
import { FINDING_TYPES, type FindingType } from "../finding-types.ts";
import type { HostBatch } from "../group/host-batch.ts";
import { DESCRIPTION_CHARS_MAX, NAME_CHARS_MAX } from "../limits.ts";
import { boundJson } from "./bound-json.ts";
import { cleanText } from "./clean-text.ts";
import { subjectPart } from "./from-call.ts";

/** Flow and query records have no id of their own: chunk and record number name one. */
export function hitFromHost(type: FindingType, batch: HostBatch, match: HostMatch, chunkId: string): Hit {
  return {
    type,
    severity: match.severity ?? FINDING_TYPES[type].severity,
    accountId: batch.accountId,
    region: batch.region,
    timeMs: match.timeMs,
    eventId: `${chunkId}/${match.record}`,
    subject: [batch.host, ...match.subject].map(subjectPart),
    title: cleanText(match.title, NAME_CHARS_MAX),
    description: cleanText(match.description, DESCRIPTION_CHARS_MAX),
    resourceRole: match.resourceRole,
    resource: {
      resourceType: FINDING_TYPES[type].resource,
      ...(batch.facts.instanceDetails === null ? {} : { instanceDetails: boundJson(batch.facts.instanceDetails) }),
    },
    action: boundJson(match.action),
    additionalInfo: boundJson(match.additionalInfo ?? {}),
    ...(match.detection === undefined ? {} : { detection: boundJson(match.detection) }),
  };
}
