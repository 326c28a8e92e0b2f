/** `npm run bundle`: what `wrangler deploy` would upload holds production code alone, and stays small. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ROOT = `${import.meta.dirname}/..`;
/** Workers take 10 MB; a small bundle starts fast. */
const GZIP_BYTES_MAX = 1024 * 1024;
const FOREIGN = /(?:^|\/)(?:dev|cli|bench|test)\//;

function main(): number {
  const out = mkdtempSync(join(tmpdir(), "watchpost-bundle-"));
  try {
    execFileSync("wrangler", ["deploy", "--dry-run", "--outdir", out], {
      cwd: ROOT,
      stdio: ["ignore", "ignore", "inherit"],
    });
    const files = readdirSync(out);
    const script = files.find((name) => name.endsWith(".js"));
    const map = files.find((name) => name.endsWith(".js.map"));
    if (script === undefined || map === undefined) throw new Error("wrangler wrote no script and source map");
    const gzipped = gzipSync(readFileSync(join(out, script))).length;
    const { sources } = JSON.parse(readFileSync(join(out, map), "utf8")) as { sources: string[] };
    const foreign = sources.filter(
      (source) => !source.includes("node_modules") && FOREIGN.test(source.replace(/^(?:\.\.\/)+/, "")),
    );
    console.log(
      `bundle: ${Math.round(gzipped / 1024)} KiB gzip of ${GZIP_BYTES_MAX / 1024}, ${sources.length} modules`,
    );
    for (const source of foreign) console.error(`bundle: ${source} is not production code`);
    if (gzipped > GZIP_BYTES_MAX) console.error("bundle: too large");
    return foreign.length === 0 && gzipped <= GZIP_BYTES_MAX ? 0 : 1;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

process.exitCode = main();
