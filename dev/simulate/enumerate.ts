/** Fault enumeration: the i-th outside call of a small run fails, for each i and in each way; the same promises hold. */

import { enumeratedFault, noFaults, type OneFault } from "./faults.ts";
import type { JobResult, Violation } from "./jobs.ts";
import { check, checkFaultless } from "./oracle.ts";
import { Random } from "./random.ts";
import { type Outcome, run } from "./run-seed.ts";
import { makeScenario, type Scenario, type Size } from "./scenario.ts";

/** Small, so that each of their calls can fail: a thousand runs of each. */
const SCENARIOS: readonly { readonly seed: number; readonly size: Size }[] = [
  { seed: 11, size: { tenants: 1, accounts: 1, regions: 1, objects: 2, records: 4, hostObjects: 0 } },
  { seed: 22, size: { tenants: 1, accounts: 1, regions: 2, objects: 3, records: 3, hostObjects: 0 } },
  { seed: 33, size: { tenants: 1, accounts: 2, regions: 1, objects: 3, records: 3, hostObjects: 0 } },
  { seed: 44, size: { tenants: 2, accounts: 1, regions: 1, objects: 4, records: 2, hostObjects: 0 } },
  { seed: 55, size: { tenants: 1, accounts: 1, regions: 1, objects: 1, records: 60, hostObjects: 0 } },
  { seed: 66, size: { tenants: 2, accounts: 2, regions: 2, objects: 5, records: 2, hostObjects: 1 } },
];
export const SCENARIO_COUNT = SCENARIOS.length;

let runs = 0;
const references = new Map<number, { readonly scenario: Scenario; readonly outcome: Outcome }>();

async function reference(at: number): Promise<{ readonly scenario: Scenario; readonly outcome: Outcome }> {
  const known = references.get(at);
  if (known !== undefined) return known;
  const { seed, size } = SCENARIOS[at] as (typeof SCENARIOS)[number];
  const scenario = makeScenario(new Random(seed), size);
  const outcome = await run(`reference-${runs++}`, scenario, new Random(seed + 1), noFaults());
  const made = { scenario, outcome };
  references.set(at, made);
  return made;
}

/** Outside calls while faults may come. */
export async function countCalls(at: number): Promise<number> {
  return (await reference(at)).outcome.callsAtRisk;
}

export async function enumerateFaults(at: number, faults: readonly OneFault[]): Promise<JobResult> {
  const { scenario, outcome } = await reference(at);
  const violations: Violation[] = [];
  let injected = 0;
  let calls = 0;
  for (const fault of faults) {
    const { seed } = SCENARIOS[at] as (typeof SCENARIOS)[number];
    const faulty = await run(`one-${runs++}`, scenario, new Random(seed + 1), enumeratedFault(fault));
    injected += faulty.faults;
    calls += faulty.calls;
    const broken = [...checkFaultless(outcome.end), ...faulty.broken, ...check(scenario, faulty.end, outcome.end)];
    const replay = `--enumerate --only ${at}/${fault.index}/${fault.mode}/${fault.sticky ? "sticky" : "once"}`;
    if (broken.length > 0) violations.push({ replay, broken });
  }
  return { runs: faults.length, faults: injected, calls, violations };
}
