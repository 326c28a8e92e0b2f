/** Which finding types are on, and why the others are not: from the catalogue's `needs` and what is there. Pure. */

import type { Capability } from "../detect/detector.ts";
import { FINDING_TYPES, type FindingType, isFindingType } from "../finding-types.ts";
import { isOperationalType } from "../findings/operational.ts";
import type { Category } from "../intel/categories.ts";
import type { LogKind } from "../sources/log-key.ts";

/** What detectors can rely on. */
export type Available = {
  readonly logs: ReadonlySet<LogKind>;
  /** Categories of which a list is loaded. */
  readonly lists: ReadonlySet<Category>;
  /** The table of networks and countries. */
  readonly geo: boolean;
};

/** Threat lists and tables that enrichment has loaded. */
export type LoadedTables = Pick<Available, "lists" | "geo">;

export type TypeCoverage = {
  readonly type: FindingType;
  /** "partly": found by some of the lists that could find it. */
  readonly state: "on" | "partly" | "off";
  /** What is missing; empty for "on". */
  readonly because: readonly string[];
};

const LOG_NAMES: Readonly<Record<LogKind, string>> = {
  cloudtrail: "CloudTrail logs",
  flow: "VPC Flow Logs",
  dns: "Route 53 Resolver query logs",
};

type Needy = { readonly type: FindingType; readonly needs: readonly Capability[] };

/** Every type once, in the order of FINDING_TYPES. */
export function typeCoverage(detectors: readonly Needy[], available: Available): readonly TypeCoverage[] {
  const byType = new Map(detectors.map((detector) => [detector.type, detector]));
  return Object.keys(FINDING_TYPES)
    .filter(isFindingType)
    .map((type) => {
      const detector = byType.get(type);
      if (detector) return { type, ...stateOf(detector.needs, available) };
      if (!isOperationalType(type)) return { type, state: "off", because: ["no detector of this type yet"] };
      const seen = available.logs.size > 0;
      return { type, state: seen ? "on" : "off", because: seen ? [] : ["no logs are read"] };
    });
}

/** All logs and tables are needed; of several lists each finds its part. */
function stateOf(needs: readonly Capability[], { logs, lists, geo }: Available): Omit<TypeCoverage, "type"> {
  const because: string[] = [];
  for (const need of needs) {
    if (isLog(need) && !logs.has(need)) because.push(`no ${LOG_NAMES[need]} are read`);
    if (need === "geo" && !geo) because.push("the address table is not loaded");
  }
  const wanted = needs.flatMap((need) => (need.startsWith("list:") ? [need.slice("list:".length) as Category] : []));
  const absent = wanted.filter((category) => !lists.has(category));
  const lacks = because.length > 0 || (wanted.length > 0 && absent.length === wanted.length);
  for (const category of absent) because.push(`no list of category ${category} is loaded`);
  return { state: lacks ? "off" : because.length > 0 ? "partly" : "on", because };
}

function isLog(need: Capability): need is LogKind {
  return Object.hasOwn(LOG_NAMES, need);
}
