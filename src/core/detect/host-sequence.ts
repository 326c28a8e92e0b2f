/** Whether the signals of a day on one host tell one story, and that story in the words of GuardDuty's `detection.sequence`. */

import { SEVERITY } from "../finding.ts";
import { cleanText } from "../findings/clean-text.ts";
import type { JsonObject } from "../json.ts";
import { SIGNAL_KEPT_MS } from "../limits.ts";
import { isoFromMs } from "../net/time.ts";
import { parseIp } from "../net/ip.ts";
import type { HostSignal, SignalSource } from "../profile/host-signals.ts";
import { SEQUENCE_PURPOSES_MIN, SEQUENCE_SOURCES_MIN } from "./host-thresholds.ts";

/** Latest last. */
export type Story = readonly HostSignal[];

const SOURCE_TYPES: Readonly<Record<SignalSource, string>> = {
  flow: "FLOW_LOGS",
  dns: "DNS_LOGS",
  cloudtrail: "CLOUD_TRAIL",
};

/**
 * Signals within 24 hours of the latest. Medium and High ones count: from two logs, or of three purposes, one of them High.
 * Two logs that say the same of one host are hardly both mistaken. Null where it is no story yet.
 */
export function storyOf(signals: readonly HostSignal[]): Story | null {
  const last = Math.max(...signals.map(({ timeMs }) => timeMs));
  const recent = signals.filter(({ timeMs }) => timeMs > last - SIGNAL_KEPT_MS);
  const counted = recent.filter(({ severity }) => severity >= SEVERITY.medium);
  if (!counted.some(({ severity }) => severity >= SEVERITY.high)) return null;
  const sources = new Set(counted.map(({ source }) => source));
  const purposes = new Set(counted.map(({ name }) => purposeOf(name)).filter((purpose) => purpose !== ACCOMPANIES));
  const names = new Set(counted.map(({ name }) => name));
  const tells = (sources.size >= SEQUENCE_SOURCES_MIN && names.size > 1) || purposes.size >= SEQUENCE_PURPOSES_MIN;
  return tells ? recent.toSorted((one, other) => one.timeMs - other.timeMs || (one.name < other.name ? -1 : 1)) : null;
}

/** What is unusual goes along with every attack: a port guessed at is a new port too. */
const ACCOMPANIES = "Behavior";

/** "Recon:EC2/Portscan" → "Recon". */
export function purposeOf(name: string): string {
  return name.split(":", 1)[0] ?? name;
}

/** `uid`: names the sequence; `resource`: the instance or host. */
export function sequenceDetails(uid: string, resource: string, description: string, story: Story): JsonObject {
  const endpoints = [...new Set(story.flatMap(({ endpoint }) => endpoint ?? []))];
  const actors = [...new Set(story.flatMap(({ actor }) => actor ?? []))];
  return {
    uid,
    description,
    actors: actors.map((actor) => ({ id: actor, session: { uid: actor } })),
    resources: [{ uid: resource, resourceType: "EC2_INSTANCE", name: resource }],
    endpoints: endpoints.map((endpoint) => ({
      id: endpoint,
      ...(parseIp(endpoint) === null ? { domain: endpoint } : { ip: endpoint }),
    })),
    signals: story.map((signal) => signalDetails(signal, resource)),
  };
}

function signalDetails(
  { source, name, severity, timeMs, endpoint, actor, description }: HostSignal,
  resource: string,
): JsonObject {
  const time = isoFromMs(Math.trunc(timeMs));
  return {
    uid: `${name}/${endpoint ?? ""}`,
    type: name.includes(":") ? "FINDING" : SOURCE_TYPES[source],
    name,
    description: cleanText(description),
    severity,
    count: 1,
    createdAt: time,
    updatedAt: time,
    firstSeenAt: time,
    lastSeenAt: time,
    resourceUids: [resource],
    ...(actor === null ? {} : { actorIds: [actor] }),
    ...(endpoint === null ? {} : { endpointIds: [endpoint] }),
    signalIndicators: [{ key: "ATTACK_TACTIC", values: [purposeOf(name)] }],
  };
}
