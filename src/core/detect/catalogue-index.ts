/** The catalogue arranged by call, so that a record meets only the detectors that want it. */

import type { ApiCall } from "../event.ts";
import type { CallDetector } from "./detector.ts";

export type CatalogueIndex = {
  readonly any: readonly CallDetector[];
  /** "cloudtrail:StopLogging" → any, then those that name it. */
  readonly named: ReadonlyMap<string, readonly CallDetector[]>;
};

export function indexCatalogue(
  detectors: readonly CallDetector[],
  watches: CallDetector["watches"],
): CatalogueIndex {
  const watching = detectors.filter((detector) => detector.watches === watches);
  const any = watching.filter((detector) => detector.apis === "any");
  const named = new Map<string, CallDetector[]>();
  for (const detector of watching) {
    if (detector.apis === "any") continue;
    for (const name of detector.apis) {
      const list = named.get(name);
      if (list) list.push(detector);
      else named.set(name, [...any, detector]);
    }
  }
  return { any, named };
}

export function detectorsFor(index: CatalogueIndex, call: ApiCall): readonly CallDetector[] {
  return index.named.get(apiNameOf(call.service, call.api)) ?? index.any;
}

const AWS_SUFFIX = ".amazonaws.com";
/** Lambda names carry their API's date: CreateFunction20150331, AddPermission20150331v2. */
const DATED = /20\d{6}(?:v\d+)?$/;

/** "cloudtrail.amazonaws.com", "StopLogging" → "cloudtrail:StopLogging". */
export function apiNameOf(service: string, api: string): string {
  const short = service.endsWith(AWS_SUFFIX) ? service.slice(0, -AWS_SUFFIX.length) : service;
  return `${short}:${short === "lambda" ? api.replace(DATED, "") : api}`;
}
