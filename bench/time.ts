/** Times of reading one file again and again in a fresh process: `node bench/time.ts NAME ours|reference FILE [RUNS]` prints milliseconds. */

import { readFileSync } from "node:fs";
import { benchmarkNamed } from "./benchmarks.ts";
import { RUNS, WARM_UPS } from "./measure.ts";
import { inPieces } from "./pieces.ts";
import { loadTablesOfFile } from "./tables-file.ts";

const [, , name = "", side = "", file = "", asked = String(RUNS)] = process.argv;
const runs = Number(asked);
const { ours, reference } = benchmarkNamed(name);
const bytes = new Uint8Array(readFileSync(file));
await loadTablesOfFile();
const times: number[] = [];
// A large object warms up by itself.
for (let run = -Math.min(WARM_UPS, runs); run < runs; run++) {
  const start = performance.now();
  await (side === "ours" ? ours(inPieces(bytes)) : reference(bytes));
  if (run >= 0) times.push(performance.now() - start);
}
console.log(JSON.stringify(times));
