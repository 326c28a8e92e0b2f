import { expect, test } from "vitest";
import { parseCheckOptions } from "../../cli/generate-check-options.ts";

test("five seeds of the usual organisation, when nothing else is said", () => {
  const worlds = parseCheckOptions([]);
  expect(worlds.ok && worlds.value.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5]);
  expect(worlds.ok && worlds.value[0]).toMatchObject({ days: 24, flow: { windowMinutes: null, format: null } });
});

test("each seed with each window and each format", () => {
  const worlds = parseCheckOptions(["--seeds", "2,7-8", "--windows", "1,10", "--formats", "default,custom"]);
  expect(worlds.ok && worlds.value.length).toBe(12);
  expect(worlds.ok && worlds.value.at(-1)).toMatchObject({ seed: 8, flow: { windowMinutes: 10, format: "custom" } });
});

test.each([
  ["--seeds", ["--seeds", "one"]],
  ["--seeds", ["--seeds", "5-1"]],
  ["--seeds", ["--seeds", "1-1000"]],
  ["--windows", ["--windows", "5"]],
  ["--formats", ["--formats", "parquet"]],
  ["--days", ["--days", "0"]],
  ["--seeds", ["--nope"]],
])("bad usage is told in one line that says %s", (word, args) => {
  const worlds = parseCheckOptions(args);
  expect(worlds.ok ? "" : worlds.error).toContain(word);
  expect(worlds.ok ? "" : worlds.error).not.toContain("\n");
});
