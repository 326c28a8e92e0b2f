/** CloudTrail: our whole pipeline beside inflating and parsing the same bytes whole. */

import { gunzipSync } from "node:zlib";
import { applyChunk } from "../src/core/apply-chunk.ts";
import { readCloudTrail } from "../src/intake/read-cloudtrail.ts";
import type { Benchmark, Read } from "./benchmark.ts";
import { cloudtrailObject } from "./generate-cloudtrail.ts";
import { packedProfiles } from "./packed-profiles.ts";
import { settledAccount } from "./settled-account.ts";

/** Inflate, split, parse, map, chunk, group, pack, detect, fold into profiles, pack those: all but RPC and SQL. */
async function pipeline(body: AsyncIterable<Uint8Array>): Promise<Read> {
  const host = packedProfiles(new Map(await settledAccount()));
  const { counts, problem } = await readCloudTrail(body, { accountId: null, region: null }, async (chunk) => {
    await applyChunk({ id: String(chunk.number), bucket: 0 }, chunk, host);
  });
  return { records: counts.records, check: problem === null ? counts.bytes : 0 };
}

async function reference(bytes: Uint8Array): Promise<Read> {
  const inflated = gunzipSync(bytes);
  const { Records } = JSON.parse(new TextDecoder().decode(inflated)) as { Records: readonly unknown[] };
  return { records: Records.length, check: inflated.length };
}

export const cloudtrailBenchmark: Benchmark = {
  name: "cloudtrail.pipeline",
  referenceName: "gunzip + JSON.parse",
  records: 10_000,
  data: (records) => cloudtrailObject(records),
  ours: pipeline,
  reference,
  // CloudTrail's cap is 50 MB before compression.
  large: { name: "cloudtrail.memory50MB", records: 30_000 },
};
