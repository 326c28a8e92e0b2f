/** `npm run bench`: our pipelines beside references on the same bytes, in one run, in Node and in workerd; medians. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { bundleWorker } from "../dev/build.ts";
import { cloudtrailPipeline, cloudtrailReference, inPieces } from "./cloudtrail.ts";
import { cloudtrailObject } from "./cloudtrail-data.ts";
import { compare } from "./measure.ts";

type Row = {
  readonly name: string;
  readonly runtime: "node" | "workerd";
  readonly unit: string;
  readonly ours: number;
  readonly reference: number;
  readonly referenceName: string;
  readonly ratio: number;
  readonly peakMemoryMiB: number | null;
};

const RECORDS = 10_000;
/** About 50 MB before compression, CloudTrail's cap. */
const LARGE_RECORDS = 33_000;
const REFERENCE = "gunzip + JSON.parse";

function rowOf(runtime: Row["runtime"], times: readonly [number, number], peakMemoryMiB: number | null): Row {
  const [ours, reference] = times.map((ms) => Math.round((RECORDS / ms) * 1000)) as [number, number];
  const ratio = Math.round((times[1] / times[0]) * 100) / 100;
  return {
    name: "cloudtrail.pipeline",
    runtime,
    unit: "records/s",
    ours,
    reference,
    referenceName: REFERENCE,
    ratio,
    peakMemoryMiB,
  };
}

function memoryInNode(bytes: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), "watchpost-bench-"));
  try {
    writeFileSync(join(folder, "object.json.gz"), bytes);
    return Number(
      execFileSync("node", [`${import.meta.dirname}/memory.ts`, join(folder, "object.json.gz")]).toString(),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inNode(bytes: Uint8Array): Promise<Row> {
  const times = await compare(
    () => cloudtrailPipeline(inPieces(bytes)),
    async () => cloudtrailReference(bytes),
    "cpu",
  );
  return rowOf("node", times, memoryInNode(bytes));
}

/** Resident bytes of the workerd that this process started; null off Linux. */
function workerdRss(): number | null {
  if (process.platform !== "linux") return null;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, "utf8");
      if (/^Name:\tworkerd/m.test(status) && status.includes(`PPid:\t${process.pid}\n`)) {
        return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024;
      }
    } catch {
      // It ended between the listing and the look.
    }
  }
  return null;
}

async function inWorkerd(bytes: Uint8Array, large: Uint8Array | null): Promise<{ row: Row; largeMiB: number | null }> {
  const contents = await bundleWorker(`${import.meta.dirname}/worker.ts`);
  const worker = {
    name: "bench",
    compatibilityDate: "2026-08-01",
    compatibilityFlags: ["nodejs_compat"],
    modules: [{ type: "ESModule" as const, path: "bench.js", contents }],
  };
  const miniflare = new Miniflare(convertV4MiniflareOptions({ cf: false, workers: [worker] }));
  try {
    const { origin } = await miniflare.ready;
    const call = async (path: string, init: RequestInit = {}): Promise<string> =>
      await (await fetch(`${origin}${path}`, init)).text();
    await call("/data", { method: "POST", body: bytes as Uint8Array<ArrayBuffer> });
    const [noop] = await compare(
      () => call("/noop"),
      () => call("/noop"),
      "wall",
    );
    const [ours, reference] = await compare(
      () => call("/ours"),
      () => call("/reference"),
      "wall",
    );
    const row = rowOf("workerd", [ours - noop, reference - noop], await memoryInWorkerd(miniflare, bytes, contents));
    return { row, largeMiB: large === null ? null : await memoryInWorkerd(miniflare, large, contents) };
  } finally {
    await miniflare.dispose();
  }
}

/** A fresh process, warmed on a small object, so that neither the reference nor earlier runs count. */
async function memoryInWorkerd(used: Miniflare, bytes: Uint8Array, contents: string): Promise<number | null> {
  await used.setOptions(
    convertV4MiniflareOptions({
      cf: false,
      workers: [
        {
          name: "bench",
          compatibilityDate: "2026-08-01",
          compatibilityFlags: ["nodejs_compat"],
          modules: [{ type: "ESModule", path: "bench.js", contents }],
        },
      ],
    }),
  );
  const { origin } = await used.ready;
  const call = async (path: string, body?: Uint8Array): Promise<void> => {
    await (
      await fetch(`${origin}${path}`, body ? { method: "POST", body: body as Uint8Array<ArrayBuffer> } : {})
    ).text();
  };
  await call("/data", cloudtrailObject(50));
  await call("/ours");
  await call("/data", bytes);
  const idle = workerdRss();
  if (idle === null) return null;
  let peak = idle;
  const timer = setInterval(() => (peak = Math.max(peak, workerdRss() ?? 0)), 5);
  await call("/ours");
  clearInterval(timer);
  return Math.round((Math.max(peak, workerdRss() ?? 0) - idle) / 1024 / 102.4) / 10;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: "boolean" }, quick: { type: "boolean" } } });
  const bytes = cloudtrailObject(RECORDS);
  const large = values.quick ? null : cloudtrailObject(LARGE_RECORDS);
  const node = await inNode(bytes);
  const workerd = await inWorkerd(bytes, large);
  const rows = [node, workerd.row];
  const memory50MbObjectMiB = large === null ? null : { node: memoryInNode(large), workerd: workerd.largeMiB };
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version };
  if (values.json) {
    console.log(JSON.stringify({ machine, rows, ...(memory50MbObjectMiB === null ? {} : { memory50MbObjectMiB }) }));
    return;
  }
  for (const row of rows) {
    const memory = row.peakMemoryMiB === null ? "" : `, peak memory +${row.peakMemoryMiB} MiB`;
    console.log(
      `${row.name} (${row.runtime}): ${row.ours} ${row.unit}; ${row.referenceName}: ${row.reference}; ratio ${row.ratio}${memory}`,
    );
  }
  if (memory50MbObjectMiB !== null) {
    console.log(
      `one 50 MB object: peak memory +${memory50MbObjectMiB.node} MiB (node), +${memory50MbObjectMiB.workerd} MiB (workerd)`,
    );
  }
}

await main();
