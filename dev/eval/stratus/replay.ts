/** Each recorded technique after a normal past, and what is found: with stolen keys, and from the user's own place. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildLogKey } from "../../../src/core/sources/build-log-key.ts";
import type { FindingType } from "../../../src/core/finding-types.ts";
import { type Baseline, workingTimeMs } from "../baseline.ts";
import { copyStates } from "../copy-states.ts";
import { findingsIn } from "../scan.ts";
import { withScratch } from "../scratch.ts";
import { castOf, type Means } from "./cast.ts";
import { readRecording, rewrite, type Recorded } from "./rewrite.ts";
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

/** What is found in records that follow the baseline. */
export async function typesOf(records: readonly Recorded[], baseline: Baseline): Promise<readonly FindingType[]> {
  const { accountId, afterMs, states } = baseline;
  return await withScratch(async (folder) => {
    const path = join(
      folder,
      buildLogKey({
        kind: "cloudtrail",
        accountId,
        region: "us-east-1",
        vpcId: null,
        flowLogId: null,
        prefix: "",
        organizationId: null,
        layout: "daily",
        day: new Date(afterMs).toISOString().slice(0, 10),
        hour: null,
        timeMs: afterMs,
        unique: "0123456789ABCDEF",
        parquet: false,
      }),
    );
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify({ Records: records }));
    const found = await findingsIn(path, copyStates(states));
    return [...new Set(found.map(({ type }) => type))].sort();
  });
}
