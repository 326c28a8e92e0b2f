/** DuckDB beside us: `node bench/duckdb.ts FILE RUNS WARM-UPS READS` groups a flow log in gzip by conversation, and prints milliseconds. */

import { DuckDBInstance } from "@duckdb/node-api";
import { runsOf, timesOf } from "./measure.ts";

const [, , file = "", ...counts] = process.argv;
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const sql = `
  SELECT "interface-id", srcaddr, dstaddr, least(srcport, dstport) AS port, protocol, action,
    count(*) AS records, sum(packets) AS packets, sum(bytes) AS bytes, min("start") AS first, max("end") AS last
  FROM read_csv('${file}', delim = ' ', header = true, compression = 'gzip') GROUP BY ALL`;
console.log(JSON.stringify(await timesOf(runsOf(counts), () => connection.runAndReadAll(sql))));
