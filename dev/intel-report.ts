/** `npm run intel:report`: every published list compiled, measured, and held against names that are benign. Needs ../shared/data. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeTables } from "../src/core/intel/tables-codec.ts";
import type { HashKey } from "../src/core/net/keyed-hash.ts";
import { benignReport } from "./intel/benign-names.ts";
import { compileLists, type CompiledList } from "./intel/compile-lists.ts";
import { RANKING } from "./intel/published-lists.ts";

const DATA = `${import.meta.dirname}/../../shared/data`;
const KEY: HashKey = [0x243f6a88, 0x85a308d3];
const MIB = 1024 * 1024;

function lineOf({ list, category, report }: CompiledList): string {
  if (typeof report === "string") return `${list}: ${report}`;
  const { format, accepted, rejected, rejectedBy, cut } = report;
  const reasons = Object.entries({ ...rejectedBy, ...cut }).filter(([, count]) => count > 0);
  const why = reasons.map(([reason, count]) => `${reason} ${count}`).join(", ");
  return `${list} [${category}, ${format}]: ${accepted} taken, ${rejected} refused${why === "" ? "" : ` (${why})`}`;
}

/** In a process of its own, as a Worker loads them: from their stored form. */
function loadedBytes(stored: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), "intel-report-"));
  try {
    const file = join(folder, "tables");
    writeFileSync(file, stored);
    const script = `${import.meta.dirname}/intel/loaded-memory.ts`;
    const args = ["--expose-gc", script, file, String(KEY[0]), String(KEY[1])];
    const answer = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as { bytes: number };
    return answer.bytes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const started = performance.now();
  const { tables, lists } = await compileLists(`${DATA}/intel`, KEY);
  const seconds = (performance.now() - started) / 1000;
  for (const list of lists) console.log(lineOf(list));
  const stored = encodeTables(tables);
  const ranges = tables.ranges4.words.length + tables.ranges6.count;
  console.log(`compiled in ${seconds.toFixed(1)} s: ${tables.domains.hashes.count} names, ${ranges} ranges`);
  const loaded = loadedBytes(stored) / MIB;
  console.log(`stored ${(stored.length / MIB).toFixed(1)} MiB, loaded ${loaded.toFixed(1)} MiB`);
  const log = `${DATA}/dns/benign-sweep.log.gz`;
  for (const ranking of [null, `${DATA}/intel/${RANKING}`]) {
    console.log(`${ranking === null ? "without a ranking" : "with a ranking"}:`);
    console.log(JSON.stringify(await benignReport(log, tables, ranking), null, 1));
  }
}

if (existsSync(DATA)) await main();
else console.log("skipped: ../shared/data not present");
