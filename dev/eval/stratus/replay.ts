/** Each recorded technique after a normal past, and what is found: with stolen keys, and from the user's own place. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FindingType } from "../../../src/core/finding-types.ts";
import { type Baseline, workingTimeMs } from "../baseline.ts";
import { typesOf } from "../types-of.ts";
import { castOf, type Means } from "./cast.ts";
import { readRecording, rewrite } from "./rewrite.ts";
import { TECHNIQUES, type Technique } from "./techniques.ts";

export const WAYS = ["stolen", "own"] as const;
export type Way = (typeof WAYS)[number];

export type Caught = {
  readonly technique: Technique;
  readonly records: number;
  /** Finding types, by how the calls came. */
  readonly types: Readonly<Record<Way, readonly FindingType[]>>;
};

/** `folder`: of the recordings. */
export async function replayAll(
  folder: string,
  baseline: Baseline,
  techniques: readonly Technique[] = TECHNIQUES,
): Promise<readonly Caught[]> {
  const caught: Caught[] = [];
  for (const technique of techniques) {
    const recording = readRecording(readFileSync(join(folder, `${technique.name}.json`), "utf8"));
    const cast = castOf(baseline, TECHNIQUES.indexOf(technique));
    const replay = async (means: Means) => {
      const startMs = workingTimeMs(baseline, cast.human);
      return await typesOf(rewrite(recording, { accountId: baseline.accountId, cast, means, startMs }), baseline);
    };
    const types = { stolen: await replay(cast.stolen), own: await replay(cast.own) };
    caught.push({ technique, records: recording.length, types });
  }
  return caught;
}
