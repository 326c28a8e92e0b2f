/** A finding as the GuardDuty API returns it (GetFindings, schema version 2.0, lower camel case on the wire). */

import type { Finding } from "../../finding.ts";
import { arrayField, isObject, type JsonObject, stringField } from "../../json.ts";
import { isoFromMs } from "../../net/time.ts";
import { detectorId } from "../fingerprint.ts";
import { partitionOf } from "../partition.ts";

/** `null` without threat intelligence, as in findings of GuardDuty itself; else each list once, with its threats. */
function evidenceOf(additionalInfo: JsonObject): JsonObject | null {
  const lists = new Map<string, Set<string>>();
  for (const match of [additionalInfo, ...arrayField(additionalInfo, "listMatches").filter(isObject)]) {
    const list = stringField(match, "threatListName");
    if (list === null) continue;
    const threat = stringField(match, "threatName");
    const threats = lists.get(list) ?? new Set();
    lists.set(list, threat === null ? threats : threats.add(threat));
  }
  if (lists.size === 0) return null;
  const details = [...lists].map(([threatListName, threats]) => ({ threatListName, threatNames: [...threats] }));
  return { threatIntelligenceDetails: details };
}

/** The explanation, which is long and no field of GuardDuty's, stands beside the text. */
function additionalInfoOf({ explanation, ...info }: JsonObject): JsonObject {
  const text = { value: JSON.stringify(info), type: "default" };
  return explanation === undefined ? text : { ...text, explanation };
}

function serviceOf(finding: Finding, detector: string): JsonObject {
  const { latest } = finding;
  return {
    serviceName: "guardduty",
    detectorId: detector,
    action: latest.action,
    resourceRole: latest.resourceRole,
    // SDKs surface `value` and `type` alone, so the detail travels as text.
    additionalInfo: additionalInfoOf(latest.additionalInfo),
    ...(latest.detection === undefined ? {} : { detection: latest.detection }),
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
