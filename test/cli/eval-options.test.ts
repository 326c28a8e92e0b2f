import { expect, test } from "vitest";
import { parseEvalOptions } from "../../cli/eval-options.ts";

function names(args: readonly string[]): readonly string[] {
  const parsed = parseEvalOptions(args);
  return parsed.ok ? parsed.value.sections.map(({ name }) => name) : [];
}

test("every section, or the one that is named", () => {
  expect(names([])).toEqual(["stratus", "panther", "dga", "tunnels", "sweep", "flows"]);
  expect(names(["--json", "--only", "dga"])).toEqual(["dga"]);
});

test.each([[["--only"]], [["--only", "x"]], [["--every"]]])("%j is refused in one line", (args) => {
  const parsed = parseEvalOptions(args);
  expect(parsed.ok ? "" : parsed.error).toMatch(/^[^\n]+$/);
});
