/** CloudTrail: our whole pipeline beside inflating and parsing the same bytes whole. Runs in Node and in workerd. */

import { gunzipSync } from "node:zlib";
import { applyChunk } from "../src/core/apply-chunk.ts";
import { memoryProfiles } from "../src/core/memory-profiles.ts";
import { readCloudTrail } from "../src/intake/read-cloudtrail.ts";

export type Measured = { readonly records: number; readonly findings: number };

/** Inflate, split, parse, map, chunk, group, fold into profiles, detect: as `scan` does. */
export async function cloudtrailPipeline(body: AsyncIterable<Uint8Array>): Promise<Measured> {
  const host = memoryProfiles();
  let findings = 0;
  const { counts } = await readCloudTrail(body, { accountId: null, region: null }, async (chunk) => {
    const identity = { id: String(chunk.number), bucket: 0 };
    findings += (await applyChunk(identity, chunk, host, () => ["us-east-1"])).sightings.length;
  });
  return { records: counts.records, findings };
}

export function cloudtrailReference(bytes: Uint8Array): Measured {
  const text = new TextDecoder().decode(gunzipSync(bytes));
  const { Records } = JSON.parse(text) as { Records: unknown[] };
  return { records: Records.length, findings: 0 };
}

/** As S3 hands an object on: in pieces. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
