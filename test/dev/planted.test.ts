/** Goal: each planted fault still fits the source, is told apart from a crash, and is what docs/testing.md says of it. */

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parsePlantedOptions } from "../../cli/planted-options.ts";
import { isCaught } from "../../dev/planted/plant.ts";
import { FOUND_FAULTS, PLANTED_FAULTS } from "../../dev/planted/planted-faults.ts";

const ROOT = `${import.meta.dirname}/../..`;
const FAULTS = [...PLANTED_FAULTS, ...FOUND_FAULTS];
const read = (path: string): string => readFileSync(`${ROOT}/${path}`, "utf8");

test.each(FAULTS)("$name: each edit fits one place of the source", ({ edits }) => {
  for (const { file, find, replace } of edits) {
    expect(read(file).split(find), `${file}: ${find}`).toHaveLength(2);
    expect(replace).not.toBe(find);
  }
});

test("the tables of docs/testing.md list these faults, and what catches them", () => {
  const rows =
    read("docs/testing.md")
      .split("## Planted faults")[1]
      ?.matchAll(/^\| (.+?) +\| .+ \| `(.+?)`/gm) ?? [];
  const listed = [...rows].map(([, name, command]) => `${name}: ${command}`);
  const command = (args: readonly string[]): string =>
    args[0] === "cli/simulate.ts" ? `simulate ${args.slice(1).join(" ")}` : (args.at(-1) as string);
  expect(listed).toEqual(FAULTS.map(({ name, caughtBy }) => `${name}: ${command(caughtBy.args)}`));
});

const fault = PLANTED_FAULTS.find(({ name }) => name === "day border missed");
const SAYS = " FAIL  |node| test/intake/poll-plan.test.ts > else the last two hours, over midnight too";
const PASSED = { status: 0, output: "" };
test.each([
  ["its test fails", PASSED, { status: 1, output: SAYS }, true],
  ["another test fails", PASSED, { status: 1, output: " FAIL  |node| test/intake/poll-plan.test.ts > other" }, false],
  ["it passes", PASSED, { status: 0, output: SAYS.replace("FAIL", "✓") }, false],
  [
    "it fails to load",
    PASSED,
    { status: 1, output: " FAIL  |node| test/intake/poll-plan.test.ts\nSyntaxError" },
    false,
  ],
  ["it does not end", PASSED, { status: null, output: SAYS }, false],
  ["it fails without the fault", { status: 1, output: SAYS }, { status: 1, output: SAYS }, false],
])("%s", (_, clean, planted, caught) => {
  expect(fault && isCaught(fault, clean, planted)).toBe(caught);
});

test.each([
  [[], ["one", "two"]],
  [["--only", "two"], ["two"]],
])("the options %j choose %j", (args, names) => {
  expect(parsePlantedOptions(args, ["one", "two"])).toEqual({ ok: true, value: names });
});

test.each([
  [["two"], /the one option is --only NAME/],
  [["--only"], /the one option is --only NAME/],
  [["--only", "three"], /no fault named "three"; there are one, two/],
])("refuses %j", (args, reason) => {
  const options = parsePlantedOptions(args, ["one", "two"]);
  expect(options.ok ? "" : options.error).toMatch(reason);
});
