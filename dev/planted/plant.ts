/** A copy of the source with one fault in it, and whether its test fails there. */

import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Edit, PlantedFault } from "./planted-faults.ts";

const ROOT = `${import.meta.dirname}/../..`;
const TEST_MS_MAX = 5 * 60_000;

export type Verdict = {
  /** Exit of the test that must fail; null where it did not end. */
  readonly status: number | null;
  readonly output: string;
};

/** Exit code of a test that failed. A crash may give it too, so it must also say what is wrong. */
const FAILED = 1;

/** By the test's verdict without the fault and with it. */
export function isCaught({ caughtBy }: PlantedFault, clean: Verdict, planted: Verdict): boolean {
  return clean.status === 0 && planted.status === FAILED && caughtBy.says.test(planted.output);
}

/** Runs the fault's test in a copy with its edits, or without them. Throws where an edit does not fit the source. */
export function runPlanted({ edits, caughtBy }: PlantedFault, planted: boolean): Verdict {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  try {
    copySource(folder);
    if (planted) for (const edit of edits) applyEdit(folder, edit);
    const { status, stdout, stderr } = spawnSync(process.execPath, [...caughtBy.args], {
      cwd: folder,
      encoding: "utf8",
      timeout: TEST_MS_MAX,
      env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "--disable-warning=ExperimentalWarning" },
    });
    return { status, output: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copySource(folder: string): void {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  for (const file of listed.toString().split("\0")) {
    if (file === "" || file === "node_modules") continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file), { force: true });
  }
  symlinkSync(realpathSync(`${ROOT}/node_modules`), join(folder, "node_modules"));
}

function applyEdit(folder: string, { file, find, replace }: Edit): void {
  const path = join(folder, file);
  const parts = readFileSync(path, "utf8").split(find);
  if (parts.length !== 2) throw new Error(`${file}: ${parts.length - 1} places of "${find}", not one`);
  writeFileSync(path, parts.join(replace));
}
