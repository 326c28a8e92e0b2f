/** Finding → GuardDuty's JSON. Source: GuardDuty API Reference, Finding; AWS User Guide, "Finding format". */

import type { Finding } from "../../finding.ts";
import { hashId } from "../../hash.ts";
import type { JsonObject } from "../../json.ts";
import { isoTime } from "../../net/time.ts";

/** One detector an account and Region, as in GuardDuty; the same everywhere without asking anyone. */
export function detectorIdOf(accountId: string, region: string): string {
  return hashId("detector", accountId, region);
}

export function partitionOf(region: string): "aws" | "aws-cn" | "aws-us-gov" {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

export function toGuardDuty(finding: Finding): JsonObject {
  const { accountId, region, id } = finding;
  const detectorId = detectorIdOf(accountId, region);
  const partition = partitionOf(region);
  return {
    schemaVersion: "2.0",
    accountId,
    region,
    partition,
    id,
    arn: `arn:${partition}:guardduty:${region}:${accountId}:detector/${detectorId}/finding/${id}`,
    type: finding.type,
    resource: finding.latest.resource,
    service: service(finding, detectorId),
    severity: finding.severity,
    createdAt: isoTime(finding.createdMs),
    updatedAt: isoTime(finding.updatedMs),
    title: finding.latest.title,
    description: finding.latest.description,
  };
}

/** `additionalInfo` carries the expanded object as text, which is all that AWS SDKs show, and beside it for SIEMs. */
function service(finding: Finding, detectorId: string): JsonObject {
  const { latest } = finding;
  return {
    serviceName: "guardduty",
    detectorId,
    action: latest.action,
    resourceRole: latest.resourceRole,
    additionalInfo: { ...latest.additionalInfo, value: JSON.stringify(latest.additionalInfo), type: "default" },
    eventFirstSeen: isoTime(finding.firstMs),
    eventLastSeen: isoTime(finding.lastMs),
    archived: finding.archived,
    count: finding.count,
  };
}
