/** Flow logs: our whole pipeline beside a bare byte scan of the same gzip bytes. Run: node bench/flow.ts [lines]. */

import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { Conversations } from "../src/core/group/conversations.ts";
import { FlowReader } from "../src/core/sources/flow/flow-reader.ts";
import { FlowTables } from "../src/core/sources/flow/flow-tables.ts";
import { flowLog } from "./flow-data.ts";
import { compare, inflated, report } from "./measure.ts";

/** Inflate, parse, sum into conversations, make every Flow. */
export async function flowPipeline(bytes: Uint8Array): Promise<{ records: number; flows: number; bytes: number }> {
  const tables = new FlowTables();
  let flows = 0;
  let sum = 0;
  const conversations = new Conversations(tables, { accountId: "123456789012", region: "us-east-1" }, (batch) => {
    for (const host of batch.hosts()) {
      for (const flow of host.flows) {
        flows++;
        sum += flow.bytesIn + flow.bytesOut;
      }
    }
  });
  const reader = new FlowReader(tables, conversations);
  for await (const slice of inflated(bytes)) reader.push(slice);
  reader.end();
  return { records: reader.counts.records, flows, bytes: sum };
}

/** Inflate, and sum the tenth column on the bytes: what any reader must do at the least. */
export async function flowReference(bytes: Uint8Array): Promise<{ records: number; bytes: number }> {
  let records = 0;
  let sum = 0;
  let column = 0;
  let value = 0;
  for await (const slice of inflated(bytes)) {
    for (let at = 0; at < slice.length; at++) {
      const byte = slice[at] as number;
      if (byte === 0x20) column++;
      else if (byte === 0x0a) {
        records++;
        sum += value;
        value = 0;
        column = 0;
      } else if (column === 9 && byte >= 0x30 && byte <= 0x39) value = value * 10 + byte - 0x30;
    }
  }
  return { records, bytes: sum };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const lines = Number(process.argv[2] ?? 1_500_000);
  const bytes = gzipSync(flowLog(lines));
  const [ours, reference] = await compare(
    () => flowPipeline(bytes),
    () => flowReference(bytes),
    "cpu",
  );
  report("flow.pipeline", "inflate + byte scan", lines, ours, reference);
  console.log(await flowPipeline(bytes), await flowReference(bytes));
}
