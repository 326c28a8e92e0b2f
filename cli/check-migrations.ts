/** `npm run migrations`: migrations are numbered without a gap, named NNNN_verb_noun.sql, and never change once committed. */

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const ROOT = `${import.meta.dirname}/..`;
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

/** The file as the branch `ref` has it, or null where it has none. */
function committed(ref: string, name: string): string | null {
  try {
    return execFileSync("git", ["show", `${ref}:migrations/${name}`], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "ignore"],
    }).toString();
  } catch {
    return null;
  }
}

function main(): number {
  const names = readdirSync(`${ROOT}/migrations`).sort();
  const problems = nameProblems(names);
  for (const name of names) {
    const known = committed("HEAD", name);
    if (known !== null && known !== readFileSync(`${ROOT}/migrations/${name}`, "utf8")) {
      problems.push(`${name}: committed migrations do not change; write the next one`);
    }
  }
  for (const problem of problems) console.error(`migrations: ${problem}`);
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = main();
