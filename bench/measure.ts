/** Medians of two things run in turn, so that both see the same machine. */

/** Fresh processes of each benchmark: how much memory a process got is luck that stays with it, and tells in the reference most. */
export const ROUNDS = 3;
/** In each process. */
export const RUNS = 7;
/** Unmeasured runs of both, until the code is compiled and the heap has its size. */
export const WARM_UPS = 4;

/** Milliseconds of each run of both. Every other pair runs the other way round. */
export async function timesOf(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let run = -WARM_UPS; run < RUNS; run++) {
    const pair = [...[one, other].entries()];
    for (const [which, task] of run % 2 === 0 ? pair : pair.toReversed()) {
      const start = performance.now();
      await task();
      if (run >= 0) times[which]?.push(performance.now() - start);
    }
  }
  return times;
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
