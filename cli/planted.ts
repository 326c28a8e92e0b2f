/** `npm run planted`: does the test suite catch the faults that it should? Ten of others' making, and those found here. */

import { runPlanted, type Verdict } from "../dev/planted/plant.ts";
import { FOUND_FAULTS, PLANTED_FAULTS, type PlantedFault } from "../dev/planted/planted-faults.ts";

/** Exit codes of a test that failed; anything else (a crash, a hang) has caught nothing. */
const FAILED = 1;

/** Without a fault a test is run once, however many faults it is there for. */
const cleanRuns = new Map<string, Verdict>();

function cleanRun(fault: PlantedFault): Verdict {
  const name = fault.test.join(" ");
  const verdict = cleanRuns.get(name) ?? runPlanted(fault, false);
  cleanRuns.set(name, verdict);
  return verdict;
}

function check(fault: PlantedFault): boolean {
  const clean = cleanRun(fault);
  const planted = runPlanted(fault, true);
  const caught = clean.status === 0 && planted.status === FAILED;
  console.log(`${caught ? "caught  " : "SURVIVED"}  ${fault.name}  (node ${fault.test.join(" ")})`);
  if (!caught)
    console.error(`without it: exit ${clean.status}; with it: exit ${planted.status}\n${planted.output.slice(-2_000)}`);
  return caught;
}

function main(args: readonly string[]): number {
  const [name] = args;
  const all = [...PLANTED_FAULTS, ...FOUND_FAULTS].filter((fault) => name === undefined || fault.name === name);
  if (all.length === 0) {
    console.error(`planted: there is no fault named "${name}"`);
    return 2;
  }
  const caught = all.filter(check).length;
  console.log(JSON.stringify({ faults: all.length, caught }));
  return caught === all.length ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
