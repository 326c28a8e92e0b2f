/** CloudTrail records that follow a baseline → the types of what is found in them. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FindingType } from "../../src/core/finding-types.ts";
import { buildLogKey } from "../../src/core/sources/build-log-key.ts";
import type { Baseline } from "./baseline.ts";
import { copyStates } from "./copy-states.ts";
import { findingsIn } from "./scan.ts";
import { withScratch } from "./scratch.ts";

/** Each type once, in order of names. The baseline stays as it is. */
export async function typesOf(records: readonly object[], baseline: Baseline): Promise<readonly FindingType[]> {
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
