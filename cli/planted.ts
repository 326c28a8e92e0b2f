/** `npm run planted`: does the test suite catch the faults that it should? Ten of others' making, and those found here. */

import { isCaught, runPlanted, type Verdict } from "../dev/planted/plant.ts";
import { FOUND_FAULTS, PLANTED_FAULTS, type PlantedFault } from "../dev/planted/planted-faults.ts";
import { parsePlantedOptions } from "./planted-options.ts";

/** Without a fault a test is run once, however many faults it is there for. */
const cleanRuns = new Map<string, Verdict>();

function cleanRun(fault: PlantedFault): Verdict {
  const name = fault.caughtBy.args.join(" ");
  const verdict = cleanRuns.get(name) ?? runPlanted(fault, false);
  cleanRuns.set(name, verdict);
  return verdict;
}

function check(fault: PlantedFault): boolean {
  const clean = cleanRun(fault);
  const planted = runPlanted(fault, true);
  const caught = isCaught(fault, clean, planted);
  const { args, says } = fault.caughtBy;
  console.log(`${caught ? "caught  " : "SURVIVED"}  ${fault.name}  (node ${args.join(" ")})`);
  if (!caught) {
    const exits = `without it: exit ${clean.status}; with it: exit ${planted.status}, to say ${says}`;
    console.error(`${exits}\n${(clean.status === 0 ? planted : clean).output.slice(-2_000)}`);
  }
  return caught;
}

function main(args: readonly string[]): number {
  const known = [...PLANTED_FAULTS, ...FOUND_FAULTS];
  const names = parsePlantedOptions(
    args,
    known.map(({ name }) => name),
  );
  if (!names.ok) {
    console.error(`planted: ${names.error}`);
    return 2;
  }
  const chosen = known.filter(({ name }) => names.value.includes(name));
  const caught = chosen.filter(check).length;
  console.log(JSON.stringify({ faults: chosen.length, caught }));
  return caught === chosen.length ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
