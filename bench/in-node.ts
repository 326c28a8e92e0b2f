/** A benchmark in fresh processes of Node: the heap of one side, and what it left there, is none of the other's. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Benchmark } from "./benchmark.ts";
import { type Effort, median, type Runs, wordsOf } from "./measure.ts";
import { inPieces } from "./pieces.ts";
import { checkSame, memoryRows, type Row, slopeRow, speedRow } from "./rows.ts";

type Side = "ours" | "reference";

/** `large`: the object for the memory row, or null for none. */
export async function inNode(
  benchmark: Benchmark,
  effort: Effort,
  bytes: Uint8Array,
  large: Uint8Array | null,
): Promise<Row[]> {
  const { ours, reference } = benchmark;
  checkSame(benchmark, await ours(inPieces(bytes)), await reference(bytes));
  const times = inFile(bytes, (file) => compareProcesses(benchmark, effort, file));
  const rows = [speedRow(benchmark, "node", times, effort.isWhole ? memoryOf(benchmark, "ours", bytes) : null)];
  const { rival } = benchmark;
  if (rival) {
    const theirs = inFile(bytes, (file) => median(run(rival.program, file, ...wordsOf(effort)) as number[]));
    rows.push(speedRow({ ...benchmark, ...rival }, "node", [times[0], theirs], null));
  }
  if (large === null || benchmark.large === null) return rows;
  const names = { ...benchmark, name: benchmark.large.name };
  const growth = [memoryOf(benchmark, "ours", large), memoryOf(benchmark, "reference", large)] as const;
  const slope = slopeRow(
    benchmark,
    benchmark.large.records,
    // A large object warms up by itself.
    timeOf(benchmark, { runs: 1, warmUps: 1, reads: 1 }, large) / timeOf(benchmark, effort, bytes),
  );
  return [...rows, ...memoryRows(names, "node", ...growth), slope];
}

/** Milliseconds of ours, the median of some runs. */
function timeOf({ name }: Benchmark, runs: Runs, bytes: Uint8Array): number {
  return inFile(bytes, (file) => median(run("time", name, "ours", file, ...wordsOf(runs)) as number[]));
}

/** Median milliseconds of ours and of the reference, whose processes run in turn, so that both see the same machine. */
function compareProcesses({ name }: Benchmark, effort: Effort, file: string): readonly [number, number] {
  const times: Record<Side, number[]> = { ours: [], reference: [] };
  for (let round = 0; round < effort.rounds; round++) {
    for (const side of ["ours", "reference"] as const) {
      times[side].push(...(run("time", name, side, file, ...wordsOf(effort)) as number[]));
    }
  }
  return [median(times.ours), median(times.reference)];
}

function memoryOf({ name, heapMB }: Benchmark, side: Side, bytes: Uint8Array): number | null {
  const flags = side === "ours" && heapMB !== undefined ? [`--max-heap-size=${heapMB}`] : [];
  return inFile(bytes, (file) => runNode(flags, "memory", name, side, file) as number | null);
}

type Program = "time" | "memory" | "duckdb";

/** What one of the programs beside this file prints. */
function run(program: Program, ...args: readonly string[]): unknown {
  return runNode([], program, ...args);
}

function runNode(flags: readonly string[], program: Program, ...args: readonly string[]): unknown {
  const path = join(import.meta.dirname, `${program}.ts`);
  return JSON.parse(execFileSync(process.execPath, [...flags, path, ...args]).toString());
}

function inFile<T>(bytes: Uint8Array, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "watchpost-bench-"));
  try {
    const file = join(folder, "object.gz");
    writeFileSync(file, bytes);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
