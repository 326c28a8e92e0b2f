/** Medians of two things run in turn, so that both see the same machine. */

import { createGunzip } from "node:zlib";
import { INFLATE_SLICE_BYTES } from "../src/core/limits.ts";

const RUNS = 5;
/** Unmeasured runs of both, until the code is compiled. */
const WARM_UPS = 3;

/** Gzip or plain bytes → slices, as the intake hands them on. */
export async function* inflated(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    for (let at = 0; at < bytes.length; at += INFLATE_SLICE_BYTES) yield bytes.subarray(at, at + INFLATE_SLICE_BYTES);
    return;
  }
  const unzip = createGunzip({ chunkSize: INFLATE_SLICE_BYTES });
  unzip.end(bytes);
  for await (const slice of unzip) yield slice as Uint8Array;
}

/** "cpu": of this process, what Workers bills; in Node inflate runs in a thread of its own. "wall": for other processes. */
export type Clock = "wall" | "cpu";

/** Median milliseconds of each, after WARM_UPS runs of both. */
export async function compare(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  clock: Clock,
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let run = -WARM_UPS; run < RUNS; run++) {
    for (const [which, task] of [one, other].entries()) {
      const start = nowMs(clock);
      await task();
      if (run >= 0) times[which]?.push(nowMs(clock) - start);
    }
  }
  const [ours, theirs] = times.map(median);
  return [ours ?? 0, theirs ?? 0];
}

function nowMs(clock: Clock): number {
  if (clock === "wall") return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

export function report(name: string, referenceName: string, records: number, ours: number, reference: number): void {
  const perSecond = (ms: number): string => `${Math.round(records / ms)} k records/s`;
  const ratio = (reference / ours).toFixed(2);
  console.log(`${name}: ${perSecond(ours)}; ${referenceName}: ${perSecond(reference)}; ratio ${ratio}`);
}
