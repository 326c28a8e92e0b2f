import { expect, test } from "vitest";
import { parseGenerateOptions } from "../../cli/generate-options.ts";
import { SCENARIOS } from "../../dev/generate/scenarios.ts";

test("24 days of a small organisation under every attack, when nothing else is said", () => {
  expect(parseGenerateOptions(["--out", "x"])).toEqual({
    ok: true,
    value: {
      out: "x",
      world: { seed: 1, days: 24, accounts: 3, principals: 40, hosts: 14, flow: { windowMinutes: null, format: null } },
      scenarios: SCENARIOS,
    },
  });
});

test("a scenario is named by its finding type or by its detector's file", () => {
  for (const name of ["Recon:EC2/Portscan", "recon-ec2-portscan"]) {
    const options = parseGenerateOptions(["--out", "x", "--scenario", name]);
    expect(options.ok && options.value.scenarios.map(({ type }) => type)).toEqual(["Recon:EC2/Portscan"]);
  }
});

test.each<[string, string[]]>([
  ["--out", []],
  ["--days", ["--out", "x", "--days", "0"]],
  ["--days", ["--out", "x", "--days", "2.5"]],
  ["--seed", ["--out", "x", "--seed", "one"]],
  ["--principals", ["--out", "x", "--principals", "1"]],
  ["--scenario", ["--out", "x", "--scenario", "Nothing:EC2/AtAll"]],
  ["day 15", ["--out", "x", "--days", "7"]],
  ["--flow-window", ["--out", "x", "--flow-window", "5"]],
  ["--flow-format", ["--out", "x", "--flow-format", "parquet"]],
  ["Unknown option", ["--out", "x", "--nope"]],
])("bad usage is told in one line that says %s", (word, args) => {
  const options = parseGenerateOptions(args);
  expect(options.ok ? "" : options.error).toContain(word);
  expect(options.ok ? "" : options.error).not.toContain("\n");
});

test("flow logs are alike where their window and format are named", () => {
  const options = parseGenerateOptions(["--out", "x", "--flow-window", "10", "--flow-format", "custom"]);
  expect(options.ok && options.value.world.flow).toEqual({ windowMinutes: 10, format: "custom" });
});

test("a few days without attacks are fine", () => {
  const options = parseGenerateOptions(["--out", "x", "--days", "2", "--scenario", "none"]);
  expect(options.ok && options.value.scenarios).toEqual([]);
});
