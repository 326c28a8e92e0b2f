/** Whether the signals of a day on one host tell one story, and that story in the words of GuardDuty's `detection.sequence`. */

import { SEVERITY } from "../finding.ts";
import { cleanText } from "../findings/clean-text.ts";
import { type Indicators, sequenceDetection, type SequenceSignal } from "../findings/sequence-detection.ts";
import type { JsonObject } from "../json.ts";
import { SIGNAL_KEPT_MS } from "../limits.ts";
import type { HostBatch } from "../group/host-batch.ts";
import { hashId } from "../hash.ts";
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

/** The host and its story as GuardDuty's `service.detection`. Actors are the sessions of the instance's role. */
export function hostSequence(
  { accountId, region, host }: Pick<HostBatch, "accountId" | "region" | "host">,
  description: string,
  story: Story,
): JsonObject {
  const endpoints = [...new Set(story.flatMap(({ endpoint }) => endpoint ?? []))];
  const actors = [...new Set(story.flatMap(({ actor }) => actor ?? []))];
  return sequenceDetection({
    uid: hashId("sequence", accountId, region, host, String(story[0]?.timeMs)),
    description,
    actors: actors.map((actor) => actorOf(actor, accountId)),
    resources: [{ uid: host, resourceType: "EC2_INSTANCE", name: host, accountId, region }],
    endpoints: endpoints.map((endpoint) => [endpoint, {}]),
    signals: story.map((signal) => signalOf(signal, host)),
    indicators: indicatorsOf(story),
  });
}

/** `actor`: "role/session". */
function actorOf(actor: string, accountId: string): JsonObject {
  const cut = actor.lastIndexOf("/");
  const [name, session] = [cleanText(actor.slice(0, cut)), cleanText(actor.slice(cut + 1))];
  const user = { name, uid: cleanText(actor), type: "AssumedRole", account: { uid: accountId } };
  return { id: actorId(actor), user, session: { uid: session } };
}

function actorId(actor: string): string {
  return hashId("actor", actor);
}

function signalOf(signal: HostSignal, host: string): SequenceSignal {
  const { source, name, severity, timeMs, endpoint, actor, description } = signal;
  return {
    uid: hashId("signal", source, name, endpoint ?? ""),
    type: name.includes(":") ? "FINDING" : SOURCE_TYPES[source],
    name,
    description,
    severity,
    timeMs,
    resourceUids: [host],
    actorIds: actor === null ? [] : [actorId(actor)],
    endpoint,
    indicators: indicatorsOf([signal]),
  };
}

/** Threat purposes that are ATT&CK tactics. Source: GuardDuty User Guide, "Threat purposes". */
const TACTICS: ReadonlySet<string> = new Set([
  "CredentialAccess",
  "DefenseEvasion",
  "Discovery",
  "Execution",
  "Exfiltration",
  "Impact",
  "InitialAccess",
  "Persistence",
  "PrivilegeEscalation",
]);

/** What kind of bad end a finding's remote end is: GuardDuty's keys, without _IP or _DOMAIN. */
const ENDS: readonly (readonly [key: "CRYPTOMINING" | "TOR" | "MALICIOUS", types: RegExp])[] = [
  ["CRYPTOMINING", /Bitcoin/],
  ["TOR", /Tor(?:Client|Relay|IPCaller)/],
  ["MALICIOUS", /Malicious|C&CActivity|Blackhole|DropPoint|DriveBy|Phishing/],
];

function indicatorsOf(story: Story): Indicators {
  const ends = (key: string, types: RegExp, isIp: boolean): readonly [string, string[]] => {
    const own = story.filter(({ name }) => types.test(name)).flatMap(({ endpoint }) => endpoint ?? []);
    return [`${key}_${isIp ? "IP" : "DOMAIN"}`, own.filter((end) => (parseIp(end) !== null) === isIp)];
  };
  return [
    ["ATTACK_TACTIC", story.map(({ name }) => purposeOf(name)).filter((purpose) => TACTICS.has(purpose))],
    ...ENDS.flatMap(([key, types]) => [ends(key, types, true), ...(key === "TOR" ? [] : [ends(key, types, false)])]),
  ];
}
