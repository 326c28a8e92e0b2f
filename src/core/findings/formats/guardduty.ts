/** A finding as the GuardDuty API returns it (GetFindings, schema version 2.0, lower camel case on the wire). */

import type { Finding } from "../../finding.ts";
import { type JsonObject, stringField } from "../../json.ts";
import { isoFromMs } from "../../net/time.ts";
import { detectorId } from "../fingerprint.ts";
import { partitionOf } from "../partition.ts";

/** `null` without threat intelligence, as in findings of GuardDuty itself. */
function evidenceOf(additionalInfo: JsonObject): JsonObject | null {
  const threatListName = stringField(additionalInfo, "threatListName");
  if (threatListName === null) return null;
  const threatName = stringField(additionalInfo, "threatName");
  return { threatIntelligenceDetails: [{ threatListName, threatNames: threatName === null ? [] : [threatName] }] };
}

function serviceOf(finding: Finding, detector: string): JsonObject {
  const { latest } = finding;
  return {
    serviceName: "guardduty",
    detectorId: detector,
    action: latest.action,
    resourceRole: latest.resourceRole,
    // SDKs surface `value` and `type` alone, so the detail travels as text.
    additionalInfo: { value: JSON.stringify(latest.additionalInfo), type: "default" },
    evidence: evidenceOf(latest.additionalInfo),
    eventFirstSeen: isoFromMs(finding.firstMs),
    eventLastSeen: isoFromMs(finding.lastMs),
    archived: finding.archived,
    count: finding.count,
  };
}

export function toGuardDuty(finding: Finding): JsonObject {
  const { id, accountId, region, latest } = finding;
  const partition = partitionOf(region);
  const detector = detectorId(accountId, region);
  return {
    schemaVersion: "2.0",
    accountId,
    region,
    partition,
    id,
    arn: `arn:${partition}:guardduty:${region}:${accountId}:detector/${detector}/finding/${id}`,
    type: finding.type,
    resource: latest.resource,
    service: serviceOf(finding, detector),
    severity: finding.severity,
    createdAt: isoFromMs(finding.createdMs),
    updatedAt: isoFromMs(finding.updatedMs),
    title: latest.title,
    description: latest.description,
  };
}
