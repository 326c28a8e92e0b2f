/** Times of reading one file again and again in a fresh process: `node bench/time.ts NAME ours|reference FILE RUNS WARM-UPS READS` prints milliseconds a read. */

import { readFileSync } from "node:fs";
import { benchmarkNamed } from "./benchmarks.ts";
import { runsOf, timesOf } from "./measure.ts";
import { inPieces } from "./pieces.ts";
import { loadTablesOfFile } from "./tables-file.ts";

const [, , name = "", side = "", file = "", ...counts] = process.argv;
const { ours, reference } = benchmarkNamed(name);
const bytes = new Uint8Array(readFileSync(file));
await loadTablesOfFile();
const read = (): Promise<unknown> => (side === "ours" ? ours(inPieces(bytes)) : reference(bytes));
console.log(JSON.stringify(await timesOf(runsOf(counts), read)));
