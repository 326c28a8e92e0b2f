/** The detectors in Markdown, for docs/finding-types.md. */

import { FINDING_TYPES, type FindingType, isFindingType } from "../finding-types.ts";
import { severityLabel } from "../finding.ts";
import { RETIRED_TYPES } from "../retired-types.ts";
import { isOperationalType, OPERATIONAL_MEANINGS } from "../findings/operational.ts";
import type { CallDetector, Capability } from "./detector.ts";
import type { HostDetector } from "./host-detector.ts";

type Detector = CallDetector | HostDetector;

const LOGS: Readonly<Record<string, string>> = {
  cloudtrail: "CloudTrail management events",
  flow: "VPC Flow Logs",
  dns: "Route 53 Resolver query logs",
  geo: "the address table",
  profile: "a learned profile",
};

function capabilityText(need: Capability): string {
  return LOGS[need] ?? `a list of category \`${need.slice("list:".length)}\``;
}

function readsText(detector: Detector): string {
  if (detector.watches === "host") return detector.reads.join(" and ");
  if (detector.apis === "sequence") return "signals of the last 24 hours";
  if (detector.apis === "unusual") return "every call, against what is learned";
  return detector.apis === "any" ? "every call" : detector.apis.map((api) => `\`${api}\``).join(", ");
}

/** "Stealth:IAMUser/CloudTrailLoggingDisabled" → "stealth-iamuser-cloudtrail-logging-disabled": the detector's file. */
export function fileNameOf(type: FindingType): string {
  const words = type.replace("CloudTrail", "Cloudtrail").replace(/([a-z])([A-Z])/g, "$1-$2");
  return words.toLowerCase().replace(/[^a-z0-9]+/g, "-");
}

/** One section a detector in catalogue order, then those on the logs themselves, then the types that have none. */
export function describeFindingTypes(detectors: readonly Detector[]): string {
  const has = new Set<FindingType>(detectors.map((detector) => detector.type));
  const missing = Object.keys(FINDING_TYPES)
    .filter(isFindingType)
    .filter((type) => !has.has(type) && !isOperationalType(type));
  return [
    "# Finding types",
    "Written by `npm run docs` from the detectors: edit those. Types, resources and severities are GuardDuty's.",
    ...detectors.map(section),
    "## On the logs themselves",
    "Raised by Watchpost on what it reads, not on what it reads of: blindness is worth knowing. `docs/intake.md` explains them.",
    meanings(),
    "## Not yet",
    table(missing),
    "## Retired by GuardDuty",
    "Never raised. Rules that name one of these should name what took its place.",
    retiredTable(),
    "",
  ].join("\n\n");
}

function section(detector: Detector): string {
  const rows = [
    ["Severity", severityLabel(FINDING_TYPES[detector.type].severity)],
    ["Resource", FINDING_TYPES[detector.type].resource],
    [detector.watches === "host" ? "Reads" : "Calls", readsText(detector)],
    ["Misses", detector.misses],
    ["False positives", detector.falsePositives],
    ["ATT&CK", detector.attack.map(techniqueLink).join(", ")],
    ["Needs", detector.needs.map(capabilityText).join(", ")],
  ];
  const list = rows.map(([name, text]) => `- **${name}:** ${text}`).join("\n");
  return `## ${detector.type}\n\n${detector.summary}\n\n${list}`;
}

function meanings(): string {
  const types = Object.keys(OPERATIONAL_MEANINGS).filter(isOperationalType);
  const rows = types.map(
    (type) => `| ${type} | ${severityLabel(FINDING_TYPES[type].severity)} | ${OPERATIONAL_MEANINGS[type]} |`,
  );
  return ["| Type | Severity | Meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function techniqueLink(id: string): string {
  return `[${id}](https://attack.mitre.org/techniques/${id.replace(".", "/")}/)`;
}

function table(types: readonly FindingType[]): string {
  const rows = types.map(
    (type) => `| ${type} | ${severityLabel(FINDING_TYPES[type].severity)} | ${FINDING_TYPES[type].resource} |`,
  );
  return ["| Type | Severity | Resource |", "| --- | --- | --- |", ...rows].join("\n");
}

function retiredTable(): string {
  const rows = Object.entries(RETIRED_TYPES).map(
    ([type, { fate, successors }]) => `| ${type} | ${fate} | ${successors.join(", ") || "-"} |`,
  );
  return ["| Type | Fate | Instead |", "| --- | --- | --- |", ...rows].join("\n");
}
