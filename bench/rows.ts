/** The rows of the result: what was measured, where, and how it stands beside the reference. */

import { deepStrictEqual } from "node:assert";
import type { Benchmark, Read } from "./benchmark.ts";

export type Runtime = "node" | "workerd";

export type Row = {
  readonly name: string;
  readonly runtime: Runtime;
  /** Of "ns" a look-up and "bytes/entry" less is better, as of "MiB" and "times". */
  readonly unit: "records/s" | "MiB" | "ns" | "bytes/entry" | "times";
  readonly ours: number;
  readonly reference: number;
  readonly referenceName: string;
  /** ours / reference. */
  readonly ratio: number;
  /** Growth of resident memory above idle while reading one object; null where the platform does not tell. */
  readonly peakMemoryMiB: number | null;
};

/** An object of so many records warms a process up whose memory is measured. */
export const WARM_UP_RECORDS = 50;

/** `times`: milliseconds for all records, ours and the reference's. */
export function speedRow(
  { name, referenceName, records }: Benchmark,
  runtime: Runtime,
  times: readonly [number, number],
  peakMemoryMiB: number | null,
): Row {
  const [ours, reference] = [perSecond(records, times[0]), perSecond(records, times[1])];
  return {
    name,
    runtime,
    unit: "records/s",
    ours,
    reference,
    referenceName,
    ratio: ratioOf(ours, reference),
    peakMemoryMiB,
  };
}

/** `times`: as long as the small object the large one took, of `records`. A ratio of 1 is a straight line. */
export function slopeRow(benchmark: Benchmark, records: number, times: number): Row {
  const expected = records / benchmark.records;
  const ours = Math.round(times * 10) / 10;
  const ratio = ratioOf(times, expected);
  const name = `${benchmark.name.split(".", 1)[0]}.slope`;
  return {
    name,
    runtime: "node",
    unit: "times",
    ours,
    reference: expected,
    referenceName: "as many records",
    ratio,
    peakMemoryMiB: null,
  };
}

/** None where the platform does not tell. */
export function memoryRows(
  { name, referenceName }: { name: string; referenceName: string },
  runtime: Runtime,
  ours: number | null,
  reference: number | null,
): Row[] {
  if (ours === null || reference === null) return [];
  const ratio = ratioOf(ours, reference);
  return [{ name, runtime, unit: "MiB", ours, reference, referenceName, ratio, peakMemoryMiB: ours }];
}

/** A figure of Node's, ours and the reference's. */
export function figureRow(
  name: string,
  unit: "ns" | "bytes/entry",
  figures: readonly [number, number],
  referenceName: string,
): Row {
  const [ours = 0, reference = 0] = figures.map((figure) => Math.round(figure * 10) / 10);
  const ratio = ratioOf(ours, reference);
  return { name, runtime: "node", unit, ours, reference, referenceName, ratio, peakMemoryMiB: null };
}

/** Throws where the two sides did not read the same. */
export function checkSame(benchmark: Benchmark, ours: Read, reference: Read): void {
  deepStrictEqual(ours, reference, `${benchmark.name}: ours and the reference read different things`);
}

/** A line for people. */
export function lineOf(row: Row): string {
  const figures = `${row.ours} ${row.unit}; ${row.referenceName} ${row.reference}; ratio ${row.ratio.toFixed(2)}`;
  const memory =
    row.unit !== "records/s" || row.peakMemoryMiB === null ? "" : `; peak memory +${row.peakMemoryMiB} MiB`;
  return `${row.name.padEnd(22)} ${row.runtime.padEnd(8)} ${figures}${memory}`;
}

function perSecond(records: number, ms: number): number {
  return Math.round((records / ms) * 1000);
}

function ratioOf(ours: number, reference: number): number {
  return Math.round((ours / reference) * 1000) / 1000;
}
