/** The command itself: what goes to stdout and stderr, and how it exits. */

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { record, records } from "../intake/cloudtrail-records.ts";
import { withFiles } from "./temp-folder.ts";

const COMMAND = `${import.meta.dirname}/../../cli/scan.ts`;

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8" });
  return { status, out: stdout.split("\n").slice(0, -1), errors: stderr.split("\n").slice(0, -1) };
}

test("exits 0 with one finding a line, and totals as the last line of stderr", async () => {
  await withFiles({ "a.json": records(record(), "{}") }, async (folder) => {
    const { status, out, errors } = run(folder);
    expect(status).toBe(0);
    expect(out.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
      "Stealth:IAMUser/CloudTrailLoggingDisabled",
    ]);
    expect(errors).toHaveLength(2);
    expect(JSON.parse(errors[1] ?? "")).toEqual({
      objects: 1,
      records: { cloudtrail: 1, flow: 0, dns: 0 },
      rejected: 1,
      skippedObjects: 0,
      findings: 1,
      seconds: expect.any(Number) as number,
    });
    expect(run(folder).out).toEqual(out);
  });
});

test.each([
  [[]],
  [["--nonsense", "x"]],
  [["--format", "xml", "x"]],
  [["--list", "x"]],
  [["--learn"]],
  [["--learn", "--explain", "x"]],
  [["--regions", "ireland", "x"]],
])("exits 2 with one line on %j", (args) => {
  const { status, out, errors } = run(...args);
  expect([status, out, errors.length]).toEqual([2, [], 1]);
  expect(errors[0]).toMatch(/^scan: \S/);
});

test("exits 1 with one line where a path does not exist", () => {
  const { status, out, errors } = run("/nowhere/at/all");
  expect([status, out, errors.length]).toEqual([1, [], 1]);
  expect(errors[0]).toMatch(/^scan: .*\/nowhere\/at\/all/);
});
