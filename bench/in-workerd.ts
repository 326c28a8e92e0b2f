/** A benchmark in workerd: timed from outside, less a request that does nothing. */

import { readdirSync, readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { bundleWorker } from "../dev/build.ts";
import { setTimeout as sleep } from "node:timers/promises";
import type { Benchmark, Read } from "./benchmark.ts";
import { type Effort, median, timesOf } from "./measure.ts";
import { peakGrowthMiB } from "./resident.ts";
import { addressTableBytes } from "./tables-file.ts";
import { checkSame, memoryRows, type Row, speedRow, WARM_UP_RECORDS } from "./rows.ts";

/** V8 gives pages back to the system some time after a collection. */
const SETTLE_MS = 1_000;

/** `large`: the object for the memory row, or null for none. */
export async function inWorkerd(
  benchmark: Benchmark,
  effort: Effort,
  bytes: Uint8Array,
  large: Uint8Array | null,
): Promise<Row[]> {
  const script = await bundleWorker(`${import.meta.dirname}/worker.ts`);
  const times: Record<Side, number[]> = { ours: [], reference: [] };
  for (let round = 0; round < effort.rounds; round++) {
    const [ours, theirs] = [
      await withWorker(script, (call) => readAgain(call, benchmark, effort, "ours", bytes)),
      await withWorker(script, (call) => readAgain(call, benchmark, effort, "reference", bytes)),
    ];
    checkSame(benchmark, ours.read, theirs.read);
    times.ours.push(...ours.times);
    times.reference.push(...theirs.times);
  }
  const growth = (side: Side, object: Uint8Array): Promise<number | null> =>
    withWorker(script, (call) => memoryOf(call, benchmark, side, object), flagsFor(benchmark, side));
  const medians = [median(times.ours), median(times.reference)] as const;
  const rows = [speedRow(benchmark, "workerd", medians, effort.isWhole ? await growth("ours", bytes) : null)];
  if (large === null || benchmark.large === null) return rows;
  const names = { ...benchmark, name: benchmark.large.name };
  return [...rows, ...memoryRows(names, "workerd", await growth("ours", large), await growth("reference", large))];
}

type Side = "ours" | "reference";

/** What one side reads in one workerd, and milliseconds a read, less those of a request that does nothing. */
async function readAgain(
  call: Call,
  { name }: Benchmark,
  effort: Effort,
  side: Side,
  bytes: Uint8Array,
): Promise<{ readonly read: Read; readonly times: readonly number[] }> {
  await call("/data", bytes);
  const read = JSON.parse(await call(`/${side}?${name}`)) as Read;
  const noop = median(await timesOf(effort, () => call("/")));
  const times = await timesOf(effort, () => call(`/${side}?${name}`));
  return { read, times: times.map((ms) => ms - noop) };
}

type Call = (path: string, body?: Uint8Array) => Promise<string>;

/** A fresh workerd for each use, with V8's `flags`. */
async function withWorker<T>(
  script: string,
  use: (call: Call) => Promise<T>,
  flags: readonly string[] = [],
): Promise<T> {
  const worker = {
    name: "bench",
    compatibilityDate: "2026-08-01",
    compatibilityFlags: ["nodejs_compat"],
    modules: [{ type: "ESModule" as const, path: "bench.js", contents: script }],
  };
  // Miniflare has no option for it.
  process.env.MINIFLARE_WORKERD_V8_FLAGS = flags.join(" ");
  const miniflare = new Miniflare(convertV4MiniflareOptions({ cf: false, workers: [worker] }));
  try {
    const { origin } = await miniflare.ready;
    const call: Call = async (path, body) => {
      const init = body ? { method: "POST", body: body as Uint8Array<ArrayBuffer> } : {};
      const response = await fetch(`${origin}${path}`, init);
      const text = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
      return text;
    };
    await call("/tables", await addressTableBytes());
    return await use(call);
  } finally {
    delete process.env.MINIFLARE_WORKERD_V8_FLAGS;
    await miniflare.dispose();
  }
}

/** The bound of an isolate's heap, as in Node: without one, V8 lets garbage lie as long as the machine has memory. */
function flagsFor({ heapMB }: Benchmark, side: Side): string[] {
  return ["--expose-gc", ...(side === "ours" && heapMB !== undefined ? [`--max-heap-size=${heapMB}`] : [])];
}

/**
 * The process has read a small object and holds the large one's compressed bytes, and no garbage of their upload, when its
 * idle state is taken: what is counted is what reading adds, and not what the benchmark keeps.
 */
async function memoryOf(call: Call, { name, data }: Benchmark, side: Side, bytes: Uint8Array): Promise<number | null> {
  await call("/data", data(WARM_UP_RECORDS));
  await call(`/${side}?${name}`);
  await call("/data", bytes);
  await call("/collect");
  await sleep(SETTLE_MS);
  await call("/collect");
  const pid = workerdPid();
  return pid === null ? null : peakGrowthMiB(pid, () => call(`/${side}?${name}`));
}

/** The workerd that this process started; null off Linux. */
function workerdPid(): number | null {
  if (process.platform !== "linux") return null;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      if (/^Name:\tworkerd$/m.test(status) && status.includes(`\nPPid:\t${process.pid}\n`)) return Number(pid);
    } catch {
      // It ended between the listing and the look.
    }
  }
  return null;
}
