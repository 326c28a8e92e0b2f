import { expect, test } from "vitest";
import { parseScanOptions } from "../../cli/scan-options.ts";

test("reads every option of the contract", () => {
  const args = [
    "--learn",
    "old",
    "a.json.gz",
    "--learn=older",
    "--list",
    "trusted=t.txt",
    "--list",
    "tor-exit=x=y.txt",
  ];
  args.push("--regions", "eu-west-1,us-east-1,eu-west-1", "--format", "ocsf", "--no-feeds", "--explain", "b");
  expect(parseScanOptions(args)).toEqual({
    ok: true,
    value: {
      paths: ["a.json.gz", "b"],
      learn: ["old", "older"],
      lists: [
        { category: "trusted", file: "t.txt" },
        { category: "tor-exit", file: "x=y.txt" },
      ],
      regions: ["eu-west-1", "us-east-1"],
      format: "ocsf",
      feeds: false,
      explain: true,
    },
  });
});

test("a path is enough", () => {
  expect(parseScanOptions(["logs"])).toEqual({
    ok: true,
    value: { paths: ["logs"], learn: [], lists: [], regions: null, format: "guardduty", feeds: true, explain: false },
  });
  expect(parseScanOptions(["--", "--odd-name"])).toMatchObject({ ok: true, value: { paths: ["--odd-name"] } });
});

test.each<[string, string[]]>([
  ["name at least one file or folder of logs", []],
  ["name at least one file or folder of logs", ["--explain"]],
  ["Unknown option '--nonsense'", ["--nonsense", "logs"]],
  ["Unknown option '-x'", ["-x", "logs"]],
  ["--format is one of guardduty, eventbridge, asff, ocsf", ["--format", "xml", "logs"]],
  ["--format is one of guardduty, eventbridge, asff, ocsf", ["--format=__proto__", "logs"]],
  ["Option '--learn <value>' argument missing", ["logs", "--learn"]],
  ["Option '--learn' argument is ambiguous", ["--learn", "--explain", "logs"]],
  ["Option '--explain' does not take an argument", ["--explain=yes", "logs"]],
  ["--list is CATEGORY=FILE, with one of", ["--list", "file.txt", "logs"]],
  ["--list is CATEGORY=FILE, with one of", ["--list", "nonsense=file.txt", "logs"]],
  ["--list is CATEGORY=FILE, with one of", ["--list", "trusted=", "logs"]],
  ["--list is CATEGORY=FILE, with one of", ["--list", "=file.txt", "logs"]],
  ['"" is no Region', ["--regions", "", "logs"]],
  ['"" is no Region', ["--regions", "eu-west-1,,us-east-1", "logs"]],
  ['"ireland" is no Region', ["--regions", "ireland", "logs"]],
])("says %j in one line", (line, args) => {
  const options = parseScanOptions(args);
  expect(options.ok).toBe(false);
  const error = options.ok ? "" : options.error;
  expect(error).toContain(line);
  expect(error).not.toContain("\n");
});
