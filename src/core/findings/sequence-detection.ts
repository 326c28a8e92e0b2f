/** GuardDuty's `service.detection.sequence`, wire names: the one place where attack sequences get their shape. */

import { hashId } from "../hash.ts";
import type { Severity } from "../finding.ts";
import type { JsonObject } from "../json.ts";
import { isoFromMs } from "../net/time.ts";
import { parseIp } from "../net/ip.ts";
import { cleanText } from "./clean-text.ts";

export type SequenceParts = {
  readonly uid: string;
  readonly description: string;
  readonly actors: readonly JsonObject[];
  /** Absent where the actors are all there is. */
  readonly resources?: readonly JsonObject[];
  /** Addresses and domains, with what more is known of them. */
  readonly endpoints: readonly (readonly [endpoint: string, more: JsonObject])[];
  readonly signals: readonly SequenceSignal[];
  readonly indicators: Indicators;
};

export type SequenceSignal = {
  readonly uid: string;
  /** FINDING, CLOUD_TRAIL, FLOW_LOGS, DNS_LOGS. */
  readonly type: string;
  readonly name: string;
  readonly description?: string;
  readonly severity: Severity;
  readonly timeMs: number;
  readonly resourceUids?: readonly string[];
  readonly actorIds: readonly string[];
  readonly endpoint: string | null;
  readonly indicators: Indicators;
  readonly activities?: readonly JsonObject[];
};

/** Keys are GuardDuty's; those without values are left out. */
export type Indicators = readonly (readonly [key: string, values: readonly string[]])[];

export function sequenceDetection(parts: SequenceParts): JsonObject {
  const { uid, description, actors, resources, endpoints, signals, indicators } = parts;
  return {
    sequence: {
      uid,
      description,
      actors,
      ...(resources === undefined ? {} : { resources }),
      endpoints: endpoints.map(([endpoint, more]) => ({ ...endpointDetails(endpoint), ...more })),
      signals: signals.map(signalDetails),
      sequenceIndicators: indicatorDetails(indicators),
    },
  };
}

function endpointDetails(endpoint: string): JsonObject {
  const what = parseIp(endpoint) === null ? { domain: cleanText(endpoint) } : { ip: endpoint };
  return { id: endpointId(endpoint), ...what };
}

function endpointId(endpoint: string): string {
  return hashId("endpoint", endpoint);
}

function signalDetails(signal: SequenceSignal): JsonObject {
  const { uid, type, name, description, severity, resourceUids, actorIds, endpoint, activities } = signal;
  const at = isoFromMs(Math.trunc(signal.timeMs));
  return {
    uid,
    type,
    name,
    ...(description === undefined ? {} : { description: cleanText(description) }),
    severity,
    count: 1,
    createdAt: at,
    updatedAt: at,
    firstSeenAt: at,
    lastSeenAt: at,
    ...(resourceUids === undefined ? {} : { resourceUids }),
    actorIds,
    endpointIds: endpoint === null ? [] : [endpointId(endpoint)],
    signalIndicators: indicatorDetails(signal.indicators),
    ...(activities === undefined ? {} : { activities }),
  };
}

function indicatorDetails(indicators: Indicators): JsonObject[] {
  const told = indicators.filter(([, values]) => values.length > 0);
  return told.map(([key, values]) => ({
    key,
    values: [...new Set(values)].map((one) => cleanText(one)),
    title: titleOf(key),
  }));
}

function titleOf(key: string): string {
  const words = key.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
