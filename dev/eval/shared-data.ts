/** Where the data that others recorded lies: beside the repository, and not in every checkout. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A path under ../shared, or null where it is absent. */
export function sharedData(path: string): string | null {
  const full = fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url).href);
  return existsSync(full) ? full : null;
}
