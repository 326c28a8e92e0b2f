/** Memory of stored tables once loaded, in a fresh process: `node --expose-gc dev/intel/loaded-memory.ts JSON` prints bytes. */

import { readFileSync } from "node:fs";
import { type Loaded, loadTables, type StoredTables } from "./load-tables.ts";

const stored = JSON.parse(process.argv[2] ?? "null") as StoredTables<string>;

function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function load(): Loaded {
  return loadTables({
    key: stored.key,
    threats: stored.threats.map((file) => readFileSync(file)),
    addresses: stored.addresses === null ? null : readFileSync(stored.addresses),
  });
}

const before = usedBytes();
const loaded = load();
console.log(JSON.stringify({ bytes: usedBytes() - before, labels: loaded.labels }));
