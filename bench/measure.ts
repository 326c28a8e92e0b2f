/** How often what is measured is run, and the times that it takes. */

export type Effort = {
  /** Fresh processes of each benchmark: how much memory a process got is luck that stays with it, and tells in the reference most. */
  readonly rounds: number;
  /** Timed, in each process. */
  readonly runs: number;
  /** Unmeasured runs before them, until the code is compiled and the heap has its size. */
  readonly warmUps: number;
  /** Of the object in a run: what a read leaves behind is collected in the next, so that every other one alone would seem fast. */
  readonly reads: number;
  /** Whether memory is measured as well, and what takes a million entries. */
  readonly isWhole: boolean;
};

export const WHOLE: Effort = { rounds: 3, runs: 5, warmUps: 2, reads: 4, isWhole: true };
/** For a first look, in a minute. */
export const QUICK: Effort = { rounds: 1, runs: 2, warmUps: 1, reads: 2, isWhole: false };

/** What decides on how `timesOf` runs. */
export type Runs = Pick<Effort, "runs" | "warmUps" | "reads">;

/** Milliseconds a read, of each run. */
export async function timesOf({ runs, warmUps, reads }: Runs, read: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let run = -warmUps; run < runs; run++) {
    const start = performance.now();
    for (let nth = 0; nth < reads; nth++) await read();
    if (run >= 0) times.push((performance.now() - start) / reads);
  }
  return times;
}

/** From the command line: see `wordsOf`. */
export function runsOf([runs = "", warmUps = "", reads = ""]: readonly string[]): Runs {
  return { runs: Number(runs), warmUps: Number(warmUps), reads: Number(reads) };
}

export function wordsOf({ runs, warmUps, reads }: Runs): readonly string[] {
  return [runs, warmUps, reads].map(String);
}

export function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}
