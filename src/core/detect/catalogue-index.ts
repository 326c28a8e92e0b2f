/** The catalogue arranged by call, so that a record meets only the detectors that want it. */

import { callName } from "../calls/of-call.ts";
import type { ApiCall } from "../event.ts";
import type { CallDetector } from "./detector.ts";

export type CatalogueIndex = {
  readonly any: readonly CallDetector[];
  /** Those that are asked about runs of unusual calls. */
  readonly unusual: readonly CallDetector[];
  /** Those that are asked about attack sequences. */
  readonly sequence: readonly CallDetector[];
  /** "cloudtrail:StopLogging" → any, then those that name it. */
  readonly named: ReadonlyMap<string, readonly CallDetector[]>;
};

export function indexCatalogue(detectors: readonly CallDetector[], watches: CallDetector["watches"]): CatalogueIndex {
  const watching = detectors.filter((detector) => detector.watches === watches);
  const askedFor = (apis: CallDetector["apis"]) => watching.filter((detector) => detector.apis === apis);
  const any = watching.filter((detector) => detector.apis === "any");
  const named = new Map<string, CallDetector[]>();
  for (const detector of watching) {
    if (typeof detector.apis === "string") continue;
    for (const name of detector.apis) {
      const list = named.get(name);
      if (list) list.push(detector);
      else named.set(name, [...any, detector]);
    }
  }
  return { any, unusual: askedFor("unusual"), sequence: askedFor("sequence"), named };
}

export function detectorsFor(index: CatalogueIndex, call: ApiCall): readonly CallDetector[] {
  return index.named.get(callName(call)) ?? index.any;
}
