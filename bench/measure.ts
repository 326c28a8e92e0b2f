/** Medians of two things run in turn, so that both see the same machine. */

export const RUNS = 7;
/** Unmeasured runs of both, until the code is compiled and the heap has its size. */
export const WARM_UPS = 4;

/** Median milliseconds of each. Every other pair runs the other way round. */
export async function compare(one: () => Promise<unknown>, other: () => Promise<unknown>): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let run = -WARM_UPS; run < RUNS; run++) {
    const pair = [...[one, other].entries()];
    for (const [which, task] of run % 2 === 0 ? pair : pair.toReversed()) {
      const start = performance.now();
      await task();
      if (run >= 0) times[which]?.push(performance.now() - start);
    }
  }
  const [ours, theirs] = times.map(median);
  return [ours ?? 0, theirs ?? 0];
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
