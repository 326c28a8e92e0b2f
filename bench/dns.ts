/** Resolver query logs: our whole pipeline beside inflate + JSON.parse of each line. */

import { gunzipSync, gzipSync } from "node:zlib";
import { DnsReader } from "../src/core/sources/dns/dns-reader.ts";
import { inflate } from "../src/intake/inflate.ts";
import type { Benchmark, Read } from "./benchmark.ts";
import { dnsLog } from "./flow-data.ts";

/** Inflate, split, parse, make every DnsQuery. */
async function pipeline(body: AsyncIterable<Uint8Array>): Promise<Read> {
  let answers = 0;
  const defaults = { accountId: "123456789012", region: null, vpcId: null };
  const reader = new DnsReader(defaults, (query) => {
    answers += query.answers.length;
  });
  for await (const slice of inflate(body, Number.POSITIVE_INFINITY)) reader.push(slice);
  reader.end();
  return { records: reader.counts.records, check: answers };
}

/** Inflate, split, JSON.parse each line: what any reader must do at the least. */
async function reference(bytes: Uint8Array): Promise<Read> {
  let records = 0;
  let answers = 0;
  for (const line of new TextDecoder().decode(gunzipSync(bytes)).split("\n")) {
    if (line === "") continue;
    const record = JSON.parse(line) as { answers: readonly unknown[] };
    records++;
    answers += record.answers.length;
  }
  return { records, check: answers };
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
