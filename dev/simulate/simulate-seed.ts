/** A seed → its two runs, without and with faults, and the promises that were broken. */

import { noFaults, randomFaults } from "./faults.ts";
import { check, checkFaultless } from "./oracle.ts";
import { Random } from "./random.ts";
import { run } from "./run-seed.ts";
import { FULL_SIZE, makeScenario } from "./scenario.ts";

export type SeedResult = {
  readonly seed: number;
  readonly faults: number;
  readonly calls: number;
  readonly broken: readonly string[];
};

let runs = 0;

export async function simulateSeed(seed: number): Promise<SeedResult> {
  const scenario = makeScenario(new Random(seed), FULL_SIZE);
  const faultless = await run(`run-${runs++}`, scenario, new Random(seed + 1), noFaults());
  const random = new Random(seed + 2);
  const plan = randomFaults(random, scenario.startMs, scenario.faultsMs);
  const faulty = await run(`run-${runs++}`, scenario, random, plan);
  const broken = [
    ...checkFaultless(faultless.end),
    ...faultless.broken.map((text) => `${text} (without a fault)`),
    ...faulty.broken,
    ...check(scenario, faulty.end, faultless.end),
  ];
  return { seed, faults: faulty.faults, calls: faulty.calls, broken };
}
