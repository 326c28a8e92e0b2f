import { expect, test } from "vitest";
import { nameProblems } from "../../cli/check-migrations.ts";

test.each([
  [["0001_create_findings.sql", "0002_add_index.sql"], 0],
  [["0001_create_findings.sql", "0003_add_index.sql"], 1],
  [["0001_create_findings.sql", "0001_add_index.sql"], 1],
  [["1_create.sql"], 1],
  [["0001_findings.sql"], 1],
])("%j has %i problems", (names, problems) => {
  expect(nameProblems(names)).toHaveLength(problems);
});
