/** Spreads ranges of cases over two threads, and ends one that does not come back from a case. */

import { Worker } from "node:worker_threads";
import type { Found } from "./run-cases.ts";
import type { Range } from "./thread.ts";

const THREADS = 2;
/** Far above what a slow case takes on a busy machine: only an endless loop stands still for so long. */
const STUCK_MS = 60_000;

export async function runRanges(
  ranges: readonly Range[],
  onDone: (range: Range, found: readonly Found[]) => void,
): Promise<void> {
  const left = [...ranges];
  const work = async (): Promise<void> => {
    for (let range = left.shift(); range !== undefined; range = left.shift()) {
      // One thread serves until it is stuck; then the rest of its range is left for a new one.
      const stuckAt = await serve(range, left, onDone);
      if (stuckAt !== null) left.unshift(stuckAt);
    }
  };
  await Promise.all(Array.from({ length: THREADS }, work));
}

/** Gives a thread its ranges, the first of them `first`. Returns what is left of a range that it was stuck in. */
async function serve(
  first: Range,
  left: Range[],
  onDone: (range: Range, found: readonly Found[]) => void,
): Promise<Range | null> {
  const progress = new Float64Array(new SharedArrayBuffer(8));
  const thread = new Worker(`${import.meta.dirname}/thread.ts`, {
    workerData: { progress },
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  let range: Range | undefined = first;
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Range | null>((resolve, reject) => {
      let seen = -1;
      let sinceMs = performance.now();
      timer = setInterval(() => {
        const at = progress[0] ?? 0;
        if (at !== seen) [seen, sinceMs] = [at, performance.now()];
        if (range === undefined || performance.now() - sinceMs < STUCK_MS) return;
        const found: Found = { kind: "hang", target: range.target, at, detail: `no end within ${STUCK_MS} ms` };
        onDone({ ...range, to: at + 1 }, [found]);
        resolve(at + 1 < range.to ? { ...range, from: at + 1 } : null);
      }, 1_000);
      thread.on("error", reject);
      thread.on("message", (message: "ready" | readonly Found[]) => {
        if (message !== "ready" && range !== undefined) {
          onDone(range, message);
          range = left.shift();
        }
        if (range === undefined) return resolve(null);
        sinceMs = performance.now();
        thread.postMessage(range);
      });
    });
  } finally {
    clearInterval(timer);
    await thread.terminate();
  }
}
