/** Times of reading one file again and again in a fresh process: `node bench/time.ts NAME ours|reference FILE [RUNS] [WARM-UPS]` prints milliseconds. */

import { readFileSync } from "node:fs";
import { benchmarkNamed } from "./benchmarks.ts";
import { WHOLE } from "./measure.ts";
import { inPieces } from "./pieces.ts";
import { loadTablesOfFile } from "./tables-file.ts";

const { runs, warmUps } = WHOLE;
const [, , name = "", side = "", file = "", timed = String(runs), untimed = String(warmUps)] = process.argv;
const { ours, reference } = benchmarkNamed(name);
const bytes = new Uint8Array(readFileSync(file));
await loadTablesOfFile();
const times: number[] = [];
for (let run = -Number(untimed); run < Number(timed); run++) {
  const start = performance.now();
  await (side === "ours" ? ours(inPieces(bytes)) : reference(bytes));
  if (run >= 0) times.push(performance.now() - start);
}
console.log(JSON.stringify(times));
