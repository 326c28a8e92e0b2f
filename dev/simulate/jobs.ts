/** What threads of the simulator are given and give back; and the pool that spreads jobs over two of them. */

import { Worker } from "node:worker_threads";
import type { OneFault } from "./faults.ts";

export type Job =
  | { readonly kind: "seed"; readonly seed: number }
  /** The faults of a scenario with numbers from `from` on, one in `step`, `count` calls of them. */
  | { readonly kind: "enumerate"; readonly scenario: number; readonly faults: readonly OneFault[] }
  /** How many outside calls the scenario makes while faults may come. */
  | { readonly kind: "count"; readonly scenario: number };

export type Violation = {
  /** What replays it: options of `npm run simulate`. */
  readonly replay: string;
  readonly broken: readonly string[];
};

export type JobResult = {
  readonly runs: number;
  readonly faults: number;
  readonly calls: number;
  readonly violations: readonly Violation[];
};

const THREADS = 2;

/** Results in the order in which they come. */
export async function runJobs(jobs: readonly Job[], onResult: (result: JobResult) => void): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    if (next >= jobs.length) return;
    const thread = new Worker(`${import.meta.dirname}/thread.ts`, {
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    try {
      await new Promise<void>((resolve, reject) => {
        const give = (): void => {
          const job = jobs[next++];
          if (job === undefined) resolve();
          else thread.postMessage(job);
        };
        thread.on("error", reject);
        thread.on("message", (message: JobResult | "ready") => {
          if (message !== "ready") onResult(message);
          give();
        });
      });
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: THREADS }, work));
}
