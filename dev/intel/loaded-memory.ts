/** Memory of stored tables once loaded, in a fresh process: `node --expose-gc dev/intel/loaded-memory.ts FILE WORD WORD` prints bytes. */

import { readFileSync } from "node:fs";
import { decodeTables } from "../../src/core/intel/tables-codec.ts";

const [, , file = "", one = "", other = ""] = process.argv;

function usedBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const before = usedBytes();
const tables = decodeTables(readFileSync(file), [Number(one), Number(other)]);
if (!tables.ok) throw new Error(tables.error);
const after = usedBytes();
console.log(JSON.stringify({ bytes: after - before, labels: tables.value.labels.length }));
