/** `npm run bench`: our pipelines beside references on the same bytes, in one run, in Node and in workerd; medians. */

import { readFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BENCHMARKS } from "./benchmarks.ts";
import { inNode } from "./in-node.ts";
import { intelRows } from "./intel.ts";
import { inWorkerd } from "./in-workerd.ts";
import { QUICK, WHOLE } from "./measure.ts";
import { lineOf, type Row } from "./rows.ts";
import { loadTablesOfFile } from "./tables-file.ts";

type Options = { readonly json: boolean; readonly quick: boolean };

/** `--quick` times a few runs and leaves out memory and tables of a million entries. */
function optionsOf(args: string[]): Options | string {
  try {
    const { values } = parseArgs({ args, options: { json: { type: "boolean" }, quick: { type: "boolean" } } });
    return { json: values.json === true, quick: values.quick === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function machine(): object {
  const workerd: unknown = JSON.parse(readFileSync(fileURLToPath(import.meta.resolve("workerd/package.json")), "utf8"));
  const version = (workerd as { version: string }).version;
  return { cpus: cpus().length, model: cpus()[0]?.model ?? "unknown", node: process.version, workerd: version };
}

async function main(args: string[]): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === "string") {
    console.error(`bench: ${options}`);
    return 2;
  }
  await loadTablesOfFile();
  const rows: Row[] = [];
  const effort = options.quick ? QUICK : WHOLE;
  for (const benchmark of BENCHMARKS) {
    const bytes = benchmark.data(benchmark.records);
    const large = benchmark.large !== null && effort.isWhole ? benchmark.data(benchmark.large.records) : null;
    for (const run of [inNode, inWorkerd]) {
      const measured = await run(benchmark, effort, bytes, large);
      rows.push(...measured);
      if (!options.json) for (const row of measured) console.log(lineOf(row));
    }
  }
  const ofTables = effort.isWhole ? intelRows() : [];
  rows.push(...ofTables);
  if (!options.json) for (const row of ofTables) console.log(lineOf(row));
  if (options.json) console.log(JSON.stringify({ machine: machine(), rows }));
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
