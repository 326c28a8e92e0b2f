/** GuardDuty's `service.detection.sequence`: actors, endpoints, signals and indicators of an attack sequence. */

import { userAgentClass } from "../enrich/user-agent.ts";
import type { ApiCall } from "../event.ts";
import { FINDING_TYPES } from "../finding-types.ts";
import { cleanText } from "../findings/clean-text.ts";
import { hashId } from "../hash.ts";
import type { JsonObject } from "../json.ts";
import { isoFromMs } from "../net/time.ts";
import type { Signal } from "../profile/signal.ts";
import { MARKS } from "./marks.ts";
import type { Sequence } from "./sequence.ts";

/** `call`: the latest of the steps at hand, which knows the identity in full. */
export function sequenceDetection(call: ApiCall, { steps, tactics }: Sequence, description: string): JsonObject {
  const actorId = hashId("actor", call.identity.principal);
  const ips = [...new Set(steps.flatMap(({ ip }) => ip ?? []))];
  return {
    sequence: {
      uid: hashId("sequence", call.accountId, call.identity.principal, steps[0]?.eventId ?? ""),
      description,
      actors: [actorOf(call, actorId)],
      endpoints: ips.map((ip) => ({ id: hashId("endpoint", ip), ip, ...networkOf(call, ip) })),
      signals: steps.map((step) => signalOf(step, actorId)),
      sequenceIndicators: indicatorsOf(steps, tactics, call),
    },
  };
}

function actorOf({ identity, accountId }: ApiCall, id: string): JsonObject {
  const user = {
    name: cleanText(identity.userName),
    uid: cleanText(identity.principalId ?? identity.principal),
    type: identity.type,
    credentialUid: cleanText(identity.accessKeyId ?? ""),
    account: { uid: cleanText(identity.accountId ?? accountId) },
  };
  const mfaStatus = identity.mfaAuthenticated === true ? "ENABLED" : "DISABLED";
  return { id, user, session: { uid: cleanText(identity.sessionName ?? ""), mfaStatus } };
}

function networkOf({ sourceIp, caller }: ApiCall, ip: string): JsonObject {
  if (sourceIp !== ip || caller === null || caller.asn === null) return {};
  return { autonomousSystem: { name: cleanText(caller.asnOrg ?? ""), number: caller.asn } };
}

function signalOf(step: Signal, actorId: string): JsonObject {
  const [service = "", operation = ""] = step.api.split(":");
  const at = isoFromMs(step.timeMs);
  return {
    uid: hashId("signal", step.eventId),
    type: step.told === null ? "CLOUD_TRAIL" : "FINDING",
    name: step.told ?? `${step.tactic ?? "API"}: ${step.api}`,
    createdAt: at,
    updatedAt: at,
    firstSeenAt: at,
    lastSeenAt: at,
    severity: step.told === null ? 1 : FINDING_TYPES[step.told].severity,
    count: 1,
    actorIds: [actorId],
    endpointIds: step.ip === null ? [] : [hashId("endpoint", step.ip)],
    signalIndicators: indicatorsOf([step], step.tactic === null ? [] : [step.tactic], null),
    activities: [
      { type: "API_CALL", api: { operation, service: `${service}.amazonaws.com`, error: step.error ?? "" } },
    ],
  };
}

/** Keys are GuardDuty's. */
function indicatorsOf(steps: readonly Signal[], tactics: readonly string[], call: ApiCall | null): JsonObject[] {
  const valuesOf = (bit: number, value: (step: Signal) => string | null): string[] => [
    ...new Set(steps.filter(({ marks }) => (marks & bit) !== 0).flatMap((step) => value(step) ?? [])),
  ];
  const risky = [...new Set(steps.filter(({ tier }) => tier >= 2).map(({ api }) => api))];
  const told = steps.flatMap(({ told: type }) => type ?? []);
  const ips = (pattern: RegExp): string[] => [
    ...new Set(steps.filter((step) => step.told !== null && pattern.test(step.told)).flatMap(({ ip }) => ip ?? [])),
  ];
  const agent =
    told.some((type) => type.startsWith("PenTest:")) && call !== null ? [userAgentClass(call.userAgent)] : [];
  const all: readonly (readonly [string, readonly string[]])[] = [
    ["ATTACK_TACTIC", tactics],
    ["HIGH_RISK_API", risky],
    ["UNUSUAL_API_FOR_ACCOUNT", valuesOf(MARKS.unheardWhat, ({ api }) => api)],
    ["UNUSUAL_ASN_FOR_ACCOUNT", valuesOf(MARKS.unheardWhere, ({ ip }) => ip)],
    ["UNUSUAL_ASN_FOR_USER", valuesOf(MARKS.newWhere, ({ ip }) => ip)],
    ["MALICIOUS_IP", ips(/MaliciousIP/)],
    ["TOR_IP", ips(/TorIP/)],
    ["SUSPICIOUS_USER_AGENT", agent],
  ];
  return all.filter(([, values]) => values.length > 0).map(([key, values]) => ({ key, values, title: titleOf(key) }));
}

function titleOf(key: string): string {
  const words = key.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
