/** `npm run simulate`: deterministic fault simulation of the Worker's own code. What it checks: docs/testing.md. */

import { MODES, type OneFault } from "../dev/simulate/faults.ts";
import { type Job, type JobResult, runJobs } from "../dev/simulate/jobs.ts";
import { parseSimulateOptions, type SimulateOptions } from "./simulate-options.ts";

const BROKEN_SHOWN_MAX = 5;
/** Runs in one job: the reference run of a scenario is made once a thread, the rest is spread. */
const FAULTS_PER_JOB = 40;
const SCENARIOS = 6;

async function main(args: readonly string[]): Promise<number> {
  const options = parseSimulateOptions(args);
  if (!options.ok) {
    console.error(`simulate: ${options.error}`);
    return 2;
  }
  const jobs = options.value.enumerate ? await enumerationJobs(options.value.enumerate) : seedJobs(options.value);
  const total = { runs: 0, faults: 0, violations: 0 };
  let finished = 0;
  await runJobs(jobs, (result) => {
    finished++;
    total.runs += result.runs;
    total.faults += result.faults;
    total.violations += result.violations.length;
    show(result, options.value.json);
    if (process.stderr.isTTY) process.stderr.write(`\r${finished} of ${jobs.length}, ${total.violations} violations `);
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  console.log(JSON.stringify({ seeds: total.runs, faults: total.faults, violations: total.violations }));
  return total.violations === 0 ? 0 : 1;
}

function show({ violations }: JobResult, json: boolean): void {
  for (const { replay, broken } of violations) {
    const command = `npm run --silent simulate -- ${replay}`;
    if (json) console.log(JSON.stringify({ replay: command, broken }));
    else {
      console.log(`violated; replay: ${command}`);
      for (const text of broken.slice(0, BROKEN_SHOWN_MAX)) console.log(`  ${text}`);
      if (broken.length > BROKEN_SHOWN_MAX) console.log(`  … and ${broken.length - BROKEN_SHOWN_MAX} more`);
    }
  }
}

function seedJobs({ from, seeds }: SimulateOptions): Job[] {
  return Array.from({ length: seeds }, (_, at) => ({ kind: "seed", seed: from + at }));
}

async function enumerationJobs({ step, only }: NonNullable<SimulateOptions["enumerate"]>): Promise<Job[]> {
  if (only !== null) return [{ kind: "enumerate", scenario: only.scenario, faults: [only] }];
  const jobs: Job[] = [];
  for (let scenario = 0; scenario < SCENARIOS; scenario++) {
    let calls = 0;
    await runJobs([{ kind: "count", scenario }], (result) => (calls = result.calls));
    const faults: OneFault[] = [];
    for (let index = 0; index < calls; index++) {
      for (const mode of MODES) for (const sticky of [false, true]) faults.push({ index, mode, sticky });
    }
    const chosen = faults.filter((_, at) => at % step === 0);
    for (let at = 0; at < chosen.length; at += FAULTS_PER_JOB) {
      jobs.push({ kind: "enumerate", scenario, faults: chosen.slice(at, at + FAULTS_PER_JOB) });
    }
  }
  return jobs;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`simulate: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exitCode = 1;
}
