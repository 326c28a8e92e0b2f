/** Flow logs: our whole pipeline beside a bare byte scan of the same gzip bytes. */

import { gunzipSync, gzipSync } from "node:zlib";
import type { ProfileHost } from "../src/core/apply-chunk.ts";
import { applyHosts } from "../src/core/apply-hosts.ts";
import { COLUMN, readColumns } from "../src/core/group/flow-columns.ts";
import type { Flows } from "../src/core/group/flows.ts";
import { inflate } from "../src/http/inflate.ts";
import { readFlow } from "../src/intake/read-flow.ts";
import type { Benchmark, Read } from "./benchmark.ts";
import { enrichment } from "./enriched.ts";
import { flowLog } from "./flow-data.ts";
import { packedProfiles } from "./packed-profiles.ts";
import { inPieces } from "./pieces.ts";

const KEY = { accountId: "123456789012", region: "us-east-1" };

/** Inflate, parse, sum into conversations, group by host, look addresses up, pack, detect, fold into profiles, pack those: all but RPC and SQL. */
async function pipeline(body: AsyncIterable<Uint8Array>): Promise<Read> {
  const profiles = packedProfiles();
  let sum = 0;
  const counting: ProfileHost = {
    ...profiles,
    host: async (chunk, batch) => {
      return await profiles.host(chunk, { ...batch, flows: counted(batch.flows, (bytes) => (sum += bytes)) });
    },
  };
  const { counts } = await readFlow(body, KEY, enrichment().address, async ({ number, records }) => {
    await applyHosts({ id: String(number), bucket: 0 }, records, counting);
  });
  return { records: counts.records, check: sum };
}

/** The check is on the columns as they go to the profile: objects for it alone would be in the time that is measured. */
function counted({ length, pack }: Flows, onBytes: (bytes: number) => void): Flows {
  return {
    length,
    pack: (strings, addresses) => {
      const packed = pack(strings, addresses);
      readColumns(packed, length, (row) => onBytes((row[COLUMN.bytesIn] ?? 0) + (row[COLUMN.bytesOut] ?? 0)));
      return packed;
    },
  };
}

/** Larger objects are inflated as a stream: their text would not fit an isolate. */
const INFLATED_AT_ONCE_MAX = 16 * 1024 * 1024;

/** Inflate, and sum the tenth column on the bytes: what any reader must do at the least. */
async function reference(bytes: Uint8Array): Promise<Read> {
  const sum = { records: 0, bytes: 0, column: 0, value: 0 };
  if (bytes.length <= INFLATED_AT_ONCE_MAX) scan(gunzipSync(bytes), sum);
  else for await (const slice of inflate(inPieces(bytes), Number.POSITIVE_INFINITY)) scan(slice, sum);
  // The first line names the columns: a record without bytes.
  return { records: sum.records - 1, check: sum.bytes };
}

type Sum = { records: number; bytes: number; column: number; value: number };

function scan(text: Uint8Array, sum: Sum): void {
  let { records, bytes, column, value } = sum;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at] as number;
    if (byte === 0x20) column++;
    else if (byte === 0x0a) {
      records++;
      bytes += value;
      value = 0;
      column = 0;
    } else if (column === 9 && byte >= 0x30 && byte <= 0x39) value = value * 10 + byte - 0x30;
  }
  Object.assign(sum, { records, bytes, column, value });
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
  // That of a Worker's isolate.
  heapMB: 128,
  rival: { name: "flow.duckdb", referenceName: "DuckDB's group by", program: "duckdb" },
};
