/** DuckDB beside us: `node bench/duckdb.ts FILE [RUNS] [WARM-UPS]` groups a flow log in gzip by conversation, and prints milliseconds. */

import { DuckDBInstance } from "@duckdb/node-api";
import { WHOLE } from "./measure.ts";

const [, , file = "", runs = String(WHOLE.runs), warmUps = String(WHOLE.warmUps)] = process.argv;
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const sql = `
  SELECT "interface-id", srcaddr, dstaddr, least(srcport, dstport) AS port, protocol, action,
    count(*) AS records, sum(packets) AS packets, sum(bytes) AS bytes, min("start") AS first, max("end") AS last
  FROM read_csv('${file}', delim = ' ', header = true, compression = 'gzip') GROUP BY ALL`;
const times: number[] = [];
for (let at = -Number(warmUps); at < Number(runs); at++) {
  const start = performance.now();
  await connection.runAndReadAll(sql);
  if (at >= 0) times.push(performance.now() - start);
}
console.log(JSON.stringify(times));
