/** A benchmark in this process, and its memory in a fresh one. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Benchmark } from "./benchmark.ts";
import { collectGarbage } from "./garbage.ts";
import { compare } from "./measure.ts";
import { inPieces } from "./pieces.ts";
import { checkSame, memoryRows, type Row, speedRow } from "./rows.ts";

/** `large`: the object for the memory row, or null for none. */
export async function inNode(benchmark: Benchmark, bytes: Uint8Array, large: Uint8Array | null): Promise<Row[]> {
  const { ours, reference } = benchmark;
  checkSame(benchmark, await ours(inPieces(bytes)), await reference(bytes));
  const times = await compare(
    () => ours(inPieces(bytes)),
    () => reference(bytes),
    collectGarbage,
  );
  const rows = [speedRow(benchmark, "node", times, memoryOf(benchmark, "ours", bytes))];
  if (large === null || benchmark.large === null) return rows;
  const names = { ...benchmark, name: benchmark.large.name };
  const growth = [memoryOf(benchmark, "ours", large), memoryOf(benchmark, "reference", large)] as const;
  return [...rows, ...memoryRows(names, "node", ...growth)];
}

function memoryOf({ name }: Benchmark, side: "ours" | "reference", bytes: Uint8Array): number | null {
  const folder = mkdtempSync(join(tmpdir(), "watchpost-bench-"));
  try {
    const file = join(folder, "object.gz");
    writeFileSync(file, bytes);
    const program = `${import.meta.dirname}/memory.ts`;
    return JSON.parse(execFileSync(process.execPath, [program, name, side, file]).toString()) as number | null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
