/** An attack sequence of one identity's calls as GuardDuty's `service.detection`. */

import { userAgentClass } from "../enrich/user-agent.ts";
import type { ApiCall } from "../event.ts";
import { FINDING_TYPES } from "../finding-types.ts";
import { cleanText } from "../findings/clean-text.ts";
import { type Indicators, sequenceDetection, type SequenceSignal } from "../findings/sequence-detection.ts";
import { hashId } from "../hash.ts";
import type { JsonObject } from "../json.ts";
import type { Signal } from "../profile/signal.ts";
import { MARKS } from "./marks.ts";
import type { Sequence } from "./sequence.ts";

/** `call`: the latest of the steps at hand, which knows the identity in full. */
export function callSequence(call: ApiCall, { steps, tactics }: Sequence, description: string): JsonObject {
  const actorId = hashId("actor", call.identity.principal);
  const ips = [...new Set(steps.flatMap(({ ip }) => ip ?? []))];
  return sequenceDetection({
    uid: hashId("sequence", call.accountId, call.identity.principal, steps[0]?.eventId ?? ""),
    description,
    actors: [actorOf(call, actorId)],
    endpoints: ips.map((ip) => [ip, networkOf(call, ip)]),
    signals: steps.map((step) => signalOf(step, actorId)),
    indicators: indicatorsOf(steps, tactics, call),
  });
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

function signalOf(step: Signal, actorId: string): SequenceSignal {
  const [service = "", operation = ""] = step.api.split(":");
  return {
    uid: hashId("signal", step.eventId),
    type: step.told === null ? "CLOUD_TRAIL" : "FINDING",
    name: step.told ?? `${step.tactic ?? "API"}: ${step.api}`,
    severity: step.told === null ? 1 : FINDING_TYPES[step.told].severity,
    timeMs: step.timeMs,
    actorIds: [actorId],
    endpoint: step.ip,
    indicators: indicatorsOf([step], step.tactic === null ? [] : [step.tactic], null),
    activities: [
      { type: "API_CALL", api: { operation, service: `${service}.amazonaws.com`, error: step.error ?? "" } },
    ],
  };
}

function indicatorsOf(steps: readonly Signal[], tactics: readonly string[], call: ApiCall | null): Indicators {
  const valuesOf = (bit: number, value: (step: Signal) => string | null): string[] =>
    steps.filter(({ marks }) => (marks & bit) !== 0).flatMap((step) => value(step) ?? []);
  const told = steps.flatMap(({ told: type }) => type ?? []);
  const ips = (pattern: RegExp): string[] =>
    steps.filter((step) => step.told !== null && pattern.test(step.told)).flatMap(({ ip }) => ip ?? []);
  const agent =
    told.some((type) => type.startsWith("PenTest:")) && call !== null ? [userAgentClass(call.userAgent)] : [];
  return [
    ["ATTACK_TACTIC", tactics],
    ["HIGH_RISK_API", steps.filter(({ tier }) => tier >= 2).map(({ api }) => api)],
    ["UNUSUAL_API_FOR_ACCOUNT", valuesOf(MARKS.unheardWhat, ({ api }) => api)],
    ["UNUSUAL_ASN_FOR_ACCOUNT", valuesOf(MARKS.unheardWhere, ({ ip }) => ip)],
    ["UNUSUAL_ASN_FOR_USER", valuesOf(MARKS.newWhere, ({ ip }) => ip)],
    ["MALICIOUS_IP", ips(/MaliciousIP/)],
    ["TOR_IP", ips(/TorIP/)],
    ["SUSPICIOUS_USER_AGENT", agent],
  ];
}
