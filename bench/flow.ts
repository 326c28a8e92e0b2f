/** Flow logs: our whole pipeline beside a bare byte scan of the same gzip bytes. */

import { gunzipSync, gzipSync } from "node:zlib";
import { Conversations } from "../src/core/group/conversations.ts";
import { FlowReader } from "../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../src/core/sources/flow/flow-tables.ts";
import { inflate } from "../src/intake/inflate.ts";
import type { Benchmark, Read } from "./benchmark.ts";
import { flowLog } from "./flow-data.ts";

/** Inflate, parse, sum into conversations, make every Flow. */
async function pipeline(body: AsyncIterable<Uint8Array>): Promise<Read> {
  const tables = new FlowTables();
  let sum = 0;
  const conversations = new Conversations(tables, { accountId: "123456789012", region: "us-east-1" }, (batch) => {
    for (const host of batch.hosts()) {
      for (const flow of host.flows) sum += flow.bytesIn + flow.bytesOut;
    }
  });
  const reader = new FlowReader(tables, conversations);
  for await (const slice of inflate(body, Number.POSITIVE_INFINITY)) reader.push(slice);
  reader.end();
  return { records: reader.counts.records, check: sum };
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
  large: null,
};
