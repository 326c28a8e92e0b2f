/** Times of reading one file again and again in a fresh process: `node bench/time.ts NAME ours|reference FILE` prints milliseconds. */

import { readFileSync } from "node:fs";
import { benchmarkNamed } from "./benchmarks.ts";
import { RUNS, WARM_UPS } from "./measure.ts";
import { inPieces } from "./pieces.ts";

const [, , name = "", side = "", file = ""] = process.argv;
const { ours, reference } = benchmarkNamed(name);
const bytes = new Uint8Array(readFileSync(file));
const times: number[] = [];
for (let run = -WARM_UPS; run < RUNS; run++) {
  const start = performance.now();
  await (side === "ours" ? ours(inPieces(bytes)) : reference(bytes));
  if (run >= 0) times.push(performance.now() - start);
}
console.log(JSON.stringify(times));
