/** Runs a range of a target's cases. Each case is made from its own number alone, so that one can be run again. */

import { Random } from "../simulate/random.ts";
import type { Target } from "./target.ts";

export type Found = {
  readonly kind: "crash" | "hang" | "silent";
  readonly target: string;
  readonly at: number;
  readonly detail: string;
};

const HANG_MS = 1_000;

export async function runCases(
  target: Target,
  from: number,
  to: number,
  onCase: (at: number) => void,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let at = from; at < to; at++) {
    onCase(at);
    const problem = await runCase(target, at);
    if (problem !== null) found.push(problem);
  }
  return found;
}

async function runCase(target: Target, at: number): Promise<Found | null> {
  const report = (kind: Found["kind"], detail: string): Found => ({ kind, target: target.name, at, detail });
  const before = process.threadCpuUsage();
  try {
    const lost = await target.run(new Random(at));
    if (lost !== null) return report("silent", lost);
  } catch (error) {
    return report("crash", error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error));
  }
  // Time that another process takes is no fault of the parser.
  const { user, system } = process.threadCpuUsage(before);
  const ms = (user + system) / 1_000;
  return ms > HANG_MS ? report("hang", `${Math.round(ms)} ms`) : null;
}
