/** Names of real families and of a sweep through popular domains: measured with, never trained on. */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const DNS = fileURLToPath(new URL("../../../shared/data/dns/", import.meta.url).href);

export function linesOf(file: "dga-families.tsv.gz" | "benign-sweep.log.gz"): readonly string[] {
  return gunzipSync(readFileSync(DNS + file))
    .toString()
    .trimEnd()
    .split("\n");
}
