import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changeProblems, nameProblems } from "../../cli/check-migrations.ts";

test.each<[string[], string[]]>([
  [["0001_create_findings.sql", "0002_add_index.sql"], []],
  [["0001_create_findings.sql", "0003_add_index.sql"], ["number 3 stands where 2 is due"]],
  [["0001_create_findings.sql", "0001_add_index.sql"], ["number 1 stands where 2 is due"]],
  [["0002_add_index.sql"], ["number 2 stands where 1 is due"]],
  [["1_create_findings.sql"], ["1_create_findings.sql: not NNNN_verb_noun.sql"]],
  [["0001_findings.sql"], ["0001_findings.sql: not NNNN_verb_noun.sql"]],
  [["0001_create_findings.sql", "README.md"], ["README.md: not NNNN_verb_noun.sql"]],
])("%j: %j", (names, problems) => {
  expect(nameProblems(names)).toEqual(problems);
});

let root = "";
const migration = (name: string): string => join(root, "migrations", name);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "watchpost-migrations-"));
  mkdirSync(join(root, "migrations"));
  writeFileSync(migration("0001_create_findings.sql"), "CREATE TABLE findings (id TEXT);\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function commit(): void {
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  for (const args of [
    ["init", "-q"],
    ["add", "."],
    [...author, "commit", "-qm", "one"],
  ]) {
    execFileSync("git", args, { cwd: root });
  }
}

test("a committed migration stays as it is, and the next one may be added", () => {
  commit();
  writeFileSync(migration("0002_add_index.sql"), "CREATE INDEX one ON findings (id);\n");
  expect(changeProblems(root)).toEqual([]);
});

test("a committed migration that changed, in a blank even, is told", () => {
  commit();
  writeFileSync(migration("0001_create_findings.sql"), "CREATE TABLE findings (id TEXT) ;\n");
  expect(changeProblems(root)).toEqual([
    "0001_create_findings.sql: committed migrations do not change; write the next one",
  ]);
});

test("a committed migration that is gone or renamed is told", () => {
  commit();
  rmSync(migration("0001_create_findings.sql"));
  writeFileSync(migration("0001_make_findings.sql"), "CREATE TABLE findings (id TEXT);\n");
  expect(changeProblems(root)).toEqual(["0001_create_findings.sql: committed migrations are not removed"]);
});

test("without a commit, nothing has landed", () => {
  expect(changeProblems(root)).toEqual([]);
});
