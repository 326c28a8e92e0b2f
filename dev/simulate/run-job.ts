/** A job → its runs. */

import { enumerateFaults, countCalls } from "./enumerate.ts";
import type { Job, JobResult } from "./jobs.ts";
import { simulateSeed } from "./simulate-seed.ts";

export async function runJob(job: Job): Promise<JobResult> {
  switch (job.kind) {
    case "seed":
      return await seedResult(job.seed);
    case "enumerate":
      return await enumerateFaults(job.scenario, job.faults);
    case "count":
      return { runs: 0, faults: 0, calls: await countCalls(job.scenario), violations: [] };
  }
}

async function seedResult(seed: number): Promise<JobResult> {
  const { faults, calls, broken } = await simulateSeed(seed);
  const violations = broken.length === 0 ? [] : [{ replay: `--from ${seed} --seeds 1`, broken }];
  return { runs: 1, faults, calls, violations };
}
