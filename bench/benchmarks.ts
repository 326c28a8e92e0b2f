/** Every benchmark, in the order of the rows. */

import type { Benchmark } from "./benchmark.ts";
import { cloudtrailBenchmark } from "./cloudtrail.ts";
import { dnsBenchmark } from "./dns.ts";
import { flowBenchmark } from "./flow.ts";
import { addressesBenchmark, namesBenchmark } from "./lookups.ts";

export const BENCHMARKS: readonly Benchmark[] = [
  cloudtrailBenchmark,
  flowBenchmark,
  dnsBenchmark,
  namesBenchmark,
  addressesBenchmark,
];

export function benchmarkNamed(name: string): Benchmark {
  const found = BENCHMARKS.find((benchmark) => benchmark.name === name);
  if (found === undefined) throw new Error(`no benchmark is named ${name}`);
  return found;
}
