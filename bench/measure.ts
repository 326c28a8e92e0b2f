/** Medians of two things run in turn, so that both see the same machine. */

const RUNS = 5;
/** Unmeasured runs of both, until the code is compiled. */
const WARM_UPS = 3;

/** Median milliseconds of each. */
export async function compare(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let run = -WARM_UPS; run < RUNS; run++) {
    for (const [which, task] of [one, other].entries()) {
      const start = performance.now();
      await task();
      if (run >= 0) times[which]?.push(performance.now() - start);
    }
  }
  const [ours, theirs] = times.map(median);
  return [ours ?? 0, theirs ?? 0];
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
