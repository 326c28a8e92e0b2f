/** Resident memory of a process, from Linux's /proc. */

import { readFileSync, writeFileSync } from "node:fs";

/** MiB by which the process's peak while `work` runs stands above what it held before; null off Linux. */
export async function peakGrowthMiB(pid: number | "self", work: () => Promise<unknown>): Promise<number | null> {
  if (process.platform !== "linux") return null;
  // proc(5): the peak, VmHWM, begins anew.
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const idle = kibOf(pid, "VmRSS");
  await work();
  return Math.round((kibOf(pid, "VmHWM") - idle) / 102.4) / 10;
}

function kibOf(pid: number | "self", name: string): number {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (line === null) throw new Error(`/proc/${pid}/status has no ${name}`);
  return Number(line[1]);
}
