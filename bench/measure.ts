/** Medians of two things run in turn, so that both see the same machine. */

const RUNS = 7;
/** Unmeasured runs of both, until the code is compiled and the heap has its size. */
const WARM_UPS = 4;

/**
 * Median milliseconds of each. Every other pair runs the other way round, and `settle` runs before each: what one leaves
 * behind is not cleared away in the time of the other.
 */
export async function compare(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
  settle: () => void = () => {},
): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let run = -WARM_UPS; run < RUNS; run++) {
    const pair = [...[one, other].entries()];
    for (const [which, task] of run % 2 === 0 ? pair : pair.toReversed()) {
      settle();
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
