/** A thread of the fuzzer: cases come as ranges; which case is at work is written where the other side can see it. */

import { parentPort, workerData } from "node:worker_threads";
import { runCases } from "./run-cases.ts";
import { TARGETS } from "./targets.ts";

export type Range = { readonly target: string; readonly from: number; readonly to: number };

const { progress } = workerData as { readonly progress: Float64Array };
// What the program logs of its own faults is no output of the fuzzer.
if (process.env["FUZZ_LOG"] !== "1") console.error = () => {};
console.warn = () => {};

parentPort?.on("message", async ({ target, from, to }: Range) => {
  const chosen = TARGETS.find(({ name }) => name === target);
  if (chosen === undefined) throw new Error(`no target ${target}`);
  const found = await runCases(chosen, from, to, (at) => (progress[0] = at));
  parentPort?.postMessage(found);
});
parentPort?.postMessage("ready");
