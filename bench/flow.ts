/** Flow logs: our whole pipeline beside a bare byte scan of the same gzip bytes. */

import { gunzipSync, gzipSync } from "node:zlib";
import { applyHosts } from "../src/core/apply-hosts.ts";
import { NO_ENRICHMENT } from "../src/core/enrich/facts.ts";
import { readFlow } from "../src/intake/read-flow.ts";
import type { Benchmark, Read } from "./benchmark.ts";
import { flowLog } from "./flow-data.ts";
import { packedProfiles } from "./packed-profiles.ts";

const KEY = { accountId: "123456789012", region: "us-east-1" };

/** Inflate, parse, sum into conversations, group by host, pack, detect, fold into profiles, pack those: all but RPC and SQL. */
async function pipeline(body: AsyncIterable<Uint8Array>): Promise<Read> {
  const profiles = packedProfiles();
  let sum = 0;
  const { counts } = await readFlow(body, KEY, NO_ENRICHMENT.address, async ({ number, records }) => {
    for (const { flows } of records) for (const { bytesIn, bytesOut } of flows) sum += bytesIn + bytesOut;
    await applyHosts({ id: String(number), bucket: 0 }, records, profiles);
  });
  return { records: counts.records, check: sum };
}

/** Inflate, and sum the tenth column on the bytes: what any reader must do at the least. */
async function reference(bytes: Uint8Array): Promise<Read> {
  let records = 0;
  let sum = 0;
  let column = 0;
  let value = 0;
  const text = gunzipSync(bytes);
  // The first line names the columns.
  for (let at = text.indexOf(0x0a) + 1; at < text.length; at++) {
    const byte = text[at] as number;
    if (byte === 0x20) column++;
    else if (byte === 0x0a) {
      records++;
      sum += value;
      value = 0;
      column = 0;
    } else if (column === 9 && byte >= 0x30 && byte <= 0x39) value = value * 10 + byte - 0x30;
  }
  return { records, check: sum };
}

export const flowBenchmark: Benchmark = {
  name: "flow.pipeline",
  referenceName: "gunzip + byte scan",
  records: 250_000,
  data: (records) => gzipSync(flowLog(records)),
  ours: pipeline,
  reference,
  // AWS caps flow log files at 75 MB as stored.
  large: { name: "flow.memory75MB", records: 3_000_000 },
};
