/** What a test needs beyond Node and npm. Absent, the test is skipped with a message; see reporter.ts for CI. */

import { existsSync } from "node:fs";

const root = `${import.meta.dirname}/../`;

/** A path under ../shared, or null with a message where that folder is absent. */
export function shared(path: string): string | null {
  const full = `${root}../shared/${path}`;
  if (existsSync(full)) return full;
  console.log(`skipped: ../shared/${path} not present`);
  return null;
}

/** The path of a program, or null with a message where it is not installed. */
export function program(path: string): string | null {
  if (existsSync(path)) return path;
  console.log(`skipped: ${path} not installed`);
  return null;
}
