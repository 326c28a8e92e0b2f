/** The simulator finds nothing in 30 seeds, and each bug that it has found stays away. */

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { parseSimulateOptions } from "../../cli/simulate-options.ts";

const COMMAND = `${import.meta.dirname}/../../cli/simulate.ts`;
const MINUTES_MAX = 5;

type Totals = { seeds: number; faults: number; violations: number };

function run(...args: readonly string[]): { status: number | null; totals: Totals; output: string } {
  const options = ["--disable-warning=ExperimentalWarning", COMMAND, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { encoding: "utf8" });
  const lines = stdout.trimEnd().split("\n");
  return { status, totals: JSON.parse(lines.at(-1) ?? "") as Totals, output: `${stdout}${stderr}` };
}

test(
  "30 seeds break no promise",
  () => {
    const { status, totals, output } = run("--seeds", "30");
    expect(output, output).not.toContain("violated");
    expect(status).toBe(0);
    expect(totals).toMatchObject({ seeds: 30, violations: 0 });
    expect(totals.faults).toBeGreaterThan(5_000);
  },
  MINUTES_MAX * 60_000,
);

test(
  "a seed is a run: the same faults each time",
  () => {
    const [one, other] = [run("--from", "77", "--seeds", "1"), run("--from", "77", "--seeds", "1")];
    expect(one.totals).toEqual(other.totals);
  },
  MINUTES_MAX * 60_000,
);

test(
  "one outside call in some hundred fails, in each mode in turn, and no promise breaks",
  () => {
    const { status, totals, output } = run("--enumerate", "--step", "307");
    expect(status, output).toBe(0);
    expect(totals.seeds).toBeGreaterThan(10);
  },
  MINUTES_MAX * 60_000,
);

test.each([
  [["--seeds", "x"], /--seeds wants a whole number/],
  [["--seeds", "0"], /--seeds wants a whole number/],
  [["--nonsense"], /unknown option --nonsense/],
  [["--only", "1/2/sideways/once"], /--only wants/],
])("refuses %j", (args, reason) => {
  const options = parseSimulateOptions(args);
  expect(options.ok ? "" : options.error).toMatch(reason);
});

test("one call of one scenario can be replayed", () => {
  const options = parseSimulateOptions(["--enumerate", "--only", "3/14/kill/sticky"]);
  expect(options.ok && options.value.enumerate?.only).toEqual({ scenario: 3, index: 14, mode: "kill", sticky: true });
});
