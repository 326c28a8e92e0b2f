/** (detector, call, match) → Hit: everything a finding shows, so that the event can be forgotten. */

import type { CallDetector, Match } from "../detect/detector.ts";
import type { ApiCall, Identity } from "../event.ts";
import type { Hit } from "../finding.ts";
import { FINDING_TYPES } from "../finding-types.ts";
import type { JsonObject } from "../json.ts";
import { DESCRIPTION_CHARS_MAX, TITLE_CHARS_MAX } from "../limits.ts";
import { isIpv6Text } from "../net/ip-text.ts";
import { cleanText } from "./clean-text.ts";

export function hitOf(detector: CallDetector, call: ApiCall, match: Match): Hit {
  return {
    type: detector.type,
    severity: match.severity ?? FINDING_TYPES[detector.type].severity,
    accountId: call.accountId,
    region: call.region,
    timeMs: call.timeMs,
    eventId: call.id,
    subject: [call.identity.principal, ...match.subject],
    title: cleanText(match.title, TITLE_CHARS_MAX),
    description: cleanText(match.description, DESCRIPTION_CHARS_MAX),
    resourceRole: "TARGET",
    resource: resourceOf(detector, call, match),
    action: { actionType: "AWS_API_CALL", awsApiCallAction: apiCallAction(call, match) },
    additionalInfo: match.additionalInfo ?? {},
  };
}

function resourceOf(detector: CallDetector, call: ApiCall, match: Match): JsonObject {
  return {
    resourceType: FINDING_TYPES[detector.type].resource,
    accessKeyDetails: accessKeyDetails(call.identity),
    ...(match.s3BucketDetails ? { s3BucketDetails: match.s3BucketDetails } : {}),
  };
}

/** GuardDuty's `accessKeyDetails`; keys are absent where the log has no value. */
function accessKeyDetails(identity: Identity): JsonObject {
  return {
    ...(identity.accessKeyId ? { accessKeyId: identity.accessKeyId } : {}),
    ...(identity.principalId ? { principalId: cleanText(identity.principalId) } : {}),
    userName: cleanText(identity.userName),
    userType: identity.type,
  };
}

/** GuardDuty's `awsApiCallAction`. Source: GuardDuty API Reference, AwsApiCallAction. */
function apiCallAction(call: ApiCall, match: Match): JsonObject {
  return {
    api: call.api,
    serviceName: call.service,
    callerType: call.sourceIp === null ? "Domain" : "Remote IP",
    ...(call.error ? { errorCode: cleanText(call.error) } : {}),
    ...(call.userAgent ? { userAgent: cleanText(call.userAgent, 1024) } : {}),
    ...callerDetails(call),
    ...remoteAccount(call),
    ...(match.affectedResources ? { affectedResources: match.affectedResources } : {}),
  };
}

function callerDetails(call: ApiCall): JsonObject {
  if (call.sourceIp === null)
    return call.sourceDomain ? { domainDetails: { domain: cleanText(call.sourceDomain) } } : {};
  return {
    remoteIpDetails: isIpv6Text(call.sourceIp) ? { ipAddressV6: call.sourceIp } : { ipAddressV4: call.sourceIp },
  };
}

/** Where the caller belongs to another account than the one that was called. */
function remoteAccount(call: ApiCall): JsonObject {
  const { accountId } = call.identity;
  if (accountId === null || accountId === call.accountId) return {};
  return { remoteAccountDetails: { accountId, affiliated: false } };
}
