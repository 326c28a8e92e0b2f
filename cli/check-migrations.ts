/** `npm run migrations`: migrations are numbered without a gap, named NNNN_verb_noun.sql, and never change once committed. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const NAME = /^(\d{4})_[a-z]+(?:_[a-z0-9]+)+\.sql$/;

/** What is wrong with these file names, in words. */
export function nameProblems(names: readonly string[]): string[] {
  const problems = names.filter((name) => !NAME.test(name)).map((name) => `${name}: not NNNN_verb_noun.sql`);
  const numbers = names.filter((name) => NAME.test(name)).map((name) => Number(name.slice(0, 4)));
  numbers
    .sort((one, other) => one - other)
    .forEach((number, at) => {
      if (number !== at + 1) problems.push(`number ${number} stands where ${at + 1} is due`);
    });
  return problems;
}

/** What differs from the commit that is checked out; nothing where `root` is no work tree of git. */
export function changeProblems(root: string): string[] {
  const problems: string[] = [];
  const now = new Set(readdirSync(`${root}/migrations`));
  for (const name of committedNames(root)) {
    if (!now.has(name)) problems.push(`${name}: committed migrations are not removed`);
    else if (git(root, "show", `HEAD:./migrations/${name}`) !== readFileSync(`${root}/migrations/${name}`, "utf8")) {
      problems.push(`${name}: committed migrations do not change; write the next one`);
    }
  }
  return problems;
}

function committedNames(root: string): readonly string[] {
  const listed = git(root, "ls-tree", "--name-only", "-z", "HEAD", "./migrations/") ?? "";
  return listed.split("\0").flatMap((path) => (path === "" ? [] : [path.slice(path.lastIndexOf("/") + 1)]));
}

/** Null where git is missing or refuses: an archive of the source has no history. */
function git(root: string, ...args: readonly string[]): string | null {
  try {
    return execFileSync("git", args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] }).toString();
  } catch {
    return null;
  }
}

function main(root: string): number {
  const problems = [...nameProblems(readdirSync(`${root}/migrations`)), ...changeProblems(root)];
  for (const problem of problems) console.error(`migrations: ${problem}`);
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = main(`${import.meta.dirname}/..`);
