/** A small share of the fuzzing, and what the fuzzer itself must see. */

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { runCases } from "../../dev/fuzz/run-cases.ts";
import { TARGETS } from "../../dev/fuzz/targets.ts";

const COMMAND = `${import.meta.dirname}/../../cli/fuzz.ts`;

function run(...args: readonly string[]) {
  const options = ["--disable-warning=ExperimentalWarning", COMMAND, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { encoding: "utf8" });
  return { status, output: stdout, errors: stderr, last: stdout.trimEnd().split("\n").at(-1) ?? "" };
}

test("some thousand cases over all targets find nothing", () => {
  const { status, output, last } = run("--cases", "6000");
  expect(status, output).toBe(0);
  expect(JSON.parse(last)).toEqual({ cases: 6_000, crashes: 0, hangs: 0, silent: 0 });
}, 300_000);

test("an exception is a crash, a lost record is silent", async () => {
  const crashing = { name: "crashing", weight: 1, run: () => JSON.parse("{") as null };
  const silent = { name: "silent", weight: 1, run: () => "1 of 2 records" };
  const found = [...(await runCases(crashing, 0, 1, () => {})), ...(await runCases(silent, 5, 6, () => {}))];
  expect(found.map(({ kind, at }) => [kind, at])).toEqual([
    ["crash", 0],
    ["silent", 5],
  ]);
});

test("targets have names of their own, and a wrong option is told in one line", () => {
  expect(new Set(TARGETS.map(({ name }) => name)).size).toBe(TARGETS.length);
  const { status, errors } = run("--target", "nothing");
  expect(status).toBe(2);
  expect(errors.trim().split("\n")).toHaveLength(1);
});
