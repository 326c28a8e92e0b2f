/** Medians of two things run in turn, so that both see the same machine. */

export type Effort = {
  /** Fresh processes of each benchmark: how much memory a process got is luck that stays with it, and tells in the reference most. */
  readonly rounds: number;
  /** Timed, in each process. */
  readonly runs: number;
  /** Unmeasured runs before them, until the code is compiled and the heap has its size. */
  readonly warmUps: number;
  /** Whether memory is measured as well, and what takes a million entries. */
  readonly isWhole: boolean;
};

export const WHOLE: Effort = { rounds: 3, runs: 7, warmUps: 4, isWhole: true };
/** For a first look, in a minute. */
export const QUICK: Effort = { rounds: 1, runs: 3, warmUps: 2, isWhole: false };

/** Milliseconds of each run of both. Every other pair runs the other way round. */
export async function timesOf(
  { runs, warmUps }: Effort,
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<readonly [number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let run = -warmUps; run < runs; run++) {
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
