/** A detector's match on an API call → Hit: everything that the finding will need once the record is gone. */

import type { CallDetector, Match } from "../detect/detector.ts";
import { remoteIpDetails } from "../detect/host-actions.ts";
import type { ApiCall, Identity } from "../event.ts";
import type { Hit } from "../finding.ts";
import { FINDING_TYPES } from "../finding-types.ts";
import { sha256Hex } from "../hash.ts";
import type { JsonObject } from "../json.ts";
import { DESCRIPTION_CHARS_MAX, NAME_CHARS_MAX, SUBJECT_PART_CHARS_MAX, USER_AGENT_CHARS_MAX } from "../limits.ts";
import { parseIp } from "../net/ip.ts";
import { boundJson } from "./bound-json.ts";
import { cleanText, cutText } from "./clean-text.ts";

/** Absent in the log, absent in the finding: "" would match filters that nobody meant. */
function present(fields: Readonly<Record<string, string | null>>): JsonObject {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== null) kept[name] = cutText(value, name === "userAgent" ? USER_AGENT_CHARS_MAX : NAME_CHARS_MAX);
  }
  return kept;
}

function accessKeyDetails({ accessKeyId, principalId, userName, type }: Identity): JsonObject {
  return present({ accessKeyId, principalId, userName, userType: type });
}

function caller(call: ApiCall): JsonObject {
  if (call.sourceIp !== null) {
    const family = call.sourceIp.includes(":") ? "ipAddressV6" : "ipAddressV4";
    const ip = parseIp(call.sourceIp);
    const details = ip === null ? present({ [family]: call.sourceIp }) : remoteIpDetails(ip, call.caller);
    return { callerType: "Remote IP", remoteIpDetails: details };
  }
  if (call.sourceDomain === null) return {};
  return { callerType: "Domain", domainDetails: present({ domain: call.sourceDomain }) };
}

function remoteAccount(call: ApiCall, remote: Match["remoteAccount"]): JsonObject {
  if (remote !== undefined) {
    return { remoteAccountDetails: { ...present({ accountId: remote.accountId }), affiliated: remote.affiliated } };
  }
  const { accountId } = call.identity;
  if (accountId === null || accountId === call.accountId) return {};
  return { remoteAccountDetails: { ...present({ accountId }), affiliated: false } };
}

function actionOf(call: ApiCall, match: Match): JsonObject {
  return {
    actionType: "AWS_API_CALL",
    awsApiCallAction: {
      ...present({ api: call.api, serviceName: call.service, errorCode: call.error, userAgent: call.userAgent }),
      ...caller(call),
      ...remoteAccount(call, match.remoteAccount),
      affectedResources: boundJson(match.affectedResources ?? {}),
    },
  };
}

function resourceOf(type: Hit["type"], call: ApiCall, match: Match): JsonObject {
  const buckets = match.s3BucketDetails ? boundJson({ s3BucketDetails: match.s3BucketDetails }) : {};
  return {
    resourceType: FINDING_TYPES[type].resource,
    accessKeyDetails: accessKeyDetails(call.identity),
    ...buckets,
  };
}

/** Long parts are hashed: subjects are compared, never shown. */
export function subjectPart(part: string): string {
  return part.length <= SUBJECT_PART_CHARS_MAX ? part : sha256Hex([part]);
}

/** GuardDuty writes TARGET for findings on API calls; ACTOR is for those whose resource attacks others. */
export function hitFromCall(
  { type }: Pick<CallDetector, "type">,
  call: ApiCall,
  match: Match,
  resourceRole: Hit["resourceRole"] = "TARGET",
): Hit {
  return {
    type,
    severity: match.severity ?? FINDING_TYPES[type].severity,
    accountId: call.accountId,
    region: call.region,
    timeMs: call.timeMs,
    eventId: call.id,
    subject: [call.identity.principal, ...match.subject].map(subjectPart),
    title: cleanText(match.title, NAME_CHARS_MAX),
    description: cleanText(match.description, DESCRIPTION_CHARS_MAX),
    resourceRole,
    resource: resourceOf(type, call, match),
    action: actionOf(call, match),
    additionalInfo: boundJson(match.additionalInfo ?? {}),
    ...(match.detection === undefined ? {} : { detection: boundJson(match.detection) }),
  };
}
