/** Resolver query logs: our whole pipeline beside inflate + JSON.parse of each line. */

import { gunzipSync, gzipSync } from "node:zlib";
import type { ProfileHost } from "../src/core/apply-chunk.ts";
import { applyHosts } from "../src/core/apply-hosts.ts";
import { readDns } from "../src/intake/read-dns.ts";
import type { Benchmark, Read } from "./benchmark.ts";
import { enrichment } from "./enriched.ts";
import { dnsLog } from "./flow-data.ts";
import { packedProfiles } from "./packed-profiles.ts";

const KEY = { accountId: "123456789012", region: null, vpcId: null };

/** Inflate, split, parse, sum into lookups, look names and answers up, group by host, pack, detect, fold into profiles, pack those: all but RPC and SQL. */
async function pipeline(body: AsyncIterable<Uint8Array>): Promise<Read> {
  const profiles = packedProfiles();
  let queries = 0;
  const counting: ProfileHost = {
    ...profiles,
    host: async (chunk, batch) => {
      for (const { records } of batch.lookups) queries += records;
      return await profiles.host(chunk, batch);
    },
  };
  const { counts } = await readDns(body, KEY, enrichment(), async ({ number, records }) => {
    await applyHosts({ id: String(number), bucket: 0 }, records, counting);
  });
  return { records: counts.records, check: queries };
}

/** Inflate, split, JSON.parse each line: what any reader must do at the least. */
async function reference(bytes: Uint8Array): Promise<Read> {
  let records = 0;
  let queries = 0;
  for (const line of new TextDecoder().decode(gunzipSync(bytes)).split("\n")) {
    if (line === "") continue;
    if ("query_name" in (JSON.parse(line) as object)) queries++;
    records++;
  }
  return { records, check: queries };
}

export const dnsBenchmark: Benchmark = {
  name: "dns.pipeline",
  referenceName: "gunzip + JSON.parse of each line",
  records: 50_000,
  data: (records) => gzipSync(dnsLog(records)),
  ours: pipeline,
  reference,
  large: null,
};
