/** A match on a host's batch as a signal of its profile: what later signals of the day are held against. */

import { FINDING_TYPES, type FindingType } from "../finding-types.ts";
import { type JsonObject, objectField, stringField } from "../json.ts";
import type { HostSignal } from "../profile/host-signals.ts";
import type { HostDetector, HostMatch } from "./host-detector.ts";

/** What is done to a host is no sign that it is held by somebody: null. */
export function signalOf({ type }: Pick<HostDetector, "type">, match: HostMatch): HostSignal | null {
  if (match.resourceRole === "TARGET" || isSequence(type)) return null;
  return {
    source: stringField(match.action, "actionType") === "DNS_REQUEST" ? "dns" : "flow",
    name: type,
    severity: match.severity ?? FINDING_TYPES[type].severity,
    timeMs: match.timeMs,
    endpoint: endpointOf(match.action),
    actor: null,
    description: match.title,
  };
}

/** A sequence is made of signals, and is none. */
export function isSequence(type: FindingType): boolean {
  return FINDING_TYPES[type].resource === "AttackSequence";
}

function endpointOf(action: JsonObject): string | null {
  const dns = objectField(action, "dnsRequestAction");
  if (dns) return stringField(dns, "domain");
  const remote = objectField(objectField(action, "networkConnectionAction"), "remoteIpDetails");
  return stringField(remote, "ipAddressV4") ?? stringField(remote, "ipAddressV6");
}
