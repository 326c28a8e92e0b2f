/** Peak memory of reading one file in a fresh process: `node bench/memory.ts NAME ours|reference FILE` prints MiB. */

import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { benchmarkNamed } from "./benchmarks.ts";
import { collectGarbage } from "./garbage.ts";
import { inPieces } from "./pieces.ts";
import { peakGrowthMiB } from "./resident.ts";
import { WARM_UP_RECORDS } from "./rows.ts";
import { loadTablesOfFile } from "./tables-file.ts";

const [, , name = "", side = "", file = ""] = process.argv;
const { data, ours, reference } = benchmarkNamed(name);
// The code is loaded and has read a little, whose garbage is gone; the file's own bytes are not there yet.
await loadTablesOfFile();
const small = data(WARM_UP_RECORDS);
await (side === "ours" ? ours(inPieces(small)) : reference(small));
collectGarbage();
collectGarbage();
console.log(
  await peakGrowthMiB("self", async () => {
    await (side === "ours" ? ours(createReadStream(file)) : reference(await readFile(file)));
  }),
);
