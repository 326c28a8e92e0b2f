/** `npm run intel:report`: every published list compiled, measured, and held against names that are benign. Needs ../shared/data. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeTables } from "../src/core/intel/tables-codec.ts";
import { ISOLATE_TABLES_BYTES_MAX } from "../src/core/limits.ts";
import type { HashKey } from "../src/core/net/keyed-hash.ts";
import { benignReport } from "./intel/benign-names.ts";
import { compileClouds, compileLists, type CompiledList } from "./intel/compile-lists.ts";
import type { StoredTables } from "./intel/load-tables.ts";
import { loadedInWorkerd } from "./intel/loaded-in-workerd.ts";
import { RANKINGS } from "./intel/published-lists.ts";
import { ADDRESS_TABLE_PATH, ensureAddressTable } from "./tables/address-table-file.ts";

const DATA = `${import.meta.dirname}/../../shared/data`;
const KEY: HashKey = [0x243f6a88, 0x85a308d3];

function lineOf({ list, category, report, seconds }: CompiledList): string {
  if (typeof report === "string") return `${list}: ${report}`;
  const { format, bytes, accepted, rejected, rejectedBy, cut } = report;
  const reasons = Object.entries({ ...rejectedBy, ...cut }).filter(([, count]) => count > 0);
  const why = reasons.map(([reason, count]) => `${reason} ${count}`).join(", ");
  const counts = `${accepted} taken, ${rejected} refused${why === "" ? "" : ` (${why})`}`;
  return `${list} [${category}, ${format}]: ${counts}; ${bytes} bytes${seconds === null ? "" : `, ${seconds.toFixed(1)} s`}`;
}

function mib(bytes: number): string {
  return `${(bytes / (1024 * 1024)).toFixed(1)} MiB`;
}

/** In a process of its own, as a Worker loads them: from their stored form. */
function loadedInNode({ key, threats, addresses }: StoredTables<Uint8Array>): number {
  const folder = mkdtempSync(join(tmpdir(), "intel-report-"));
  const kept = (bytes: Uint8Array, name: string): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  try {
    const files: StoredTables<string> = {
      key,
      threats: threats.map((bytes, at) => kept(bytes, `threats-${at}`)),
      addresses: addresses === null ? null : kept(addresses, "addresses"),
    };
    const args = ["--expose-gc", `${import.meta.dirname}/intel/loaded-memory.ts`, JSON.stringify(files)];
    return (JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as { bytes: number }).bytes;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All that an isolate holds of tables: lists, ranges of clouds, networks and countries. */
async function tellMemory(threats: readonly Uint8Array[]): Promise<void> {
  await ensureAddressTable();
  const stored: StoredTables<Uint8Array> = { key: KEY, threats, addresses: readFileSync(ADDRESS_TABLE_PATH) };
  const bytes = [...threats, stored.addresses ?? new Uint8Array()].map(({ length }) => length);
  const loaded = loadedInNode(stored);
  const lists = loadedInNode({ ...stored, addresses: null });
  const inWorkerd = await loadedInWorkerd(stored);
  console.log(`stored: ${bytes.map(mib).join(" + ")} (lists + ranges of clouds + networks and countries)`);
  console.log(`loaded in Node: ${mib(loaded)}, of which lists and clouds ${mib(lists)}`);
  if (inWorkerd !== null) console.log(`loaded in workerd, by its resident memory: ${mib(inWorkerd)}`);
  if (loaded > ISOLATE_TABLES_BYTES_MAX) {
    console.log(`more than the ${mib(ISOLATE_TABLES_BYTES_MAX)} that an isolate has for tables`);
    process.exitCode = 1;
  }
}

async function main(): Promise<void> {
  const started = performance.now();
  const { tables, lists } = await compileLists(`${DATA}/intel`, KEY);
  const seconds = (performance.now() - started) / 1000;
  const clouds = await compileClouds(`${DATA}/intel`, KEY);
  for (const list of [...lists, ...clouds.lists]) console.log(lineOf(list));
  const ranges = tables.ranges4.words.length + tables.ranges6.count;
  console.log(`compiled in ${seconds.toFixed(1)} s: ${tables.domains.hashes.count} names, ${ranges} ranges`);
  await tellMemory([encodeTables(tables), encodeTables(clouds.tables)]);
  const log = `${DATA}/dns/benign-sweep.log.gz`;
  for (const rankings of [[], RANKINGS.map(({ path, rank }) => ({ path: `${DATA}/intel/${path}`, rank }))]) {
    console.log(`${rankings.length === 0 ? "without rankings" : "with rankings"}:`);
    console.log(JSON.stringify(await benignReport(log, tables, rankings), null, 1));
  }
}

if (existsSync(DATA)) await main();
else console.log("skipped: ../shared/data not present");
