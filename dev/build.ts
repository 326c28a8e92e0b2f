/** Bundles a Worker as wrangler would: one ES module, platform modules left outside. */

import { build } from "esbuild";

export async function bundleWorker(entry: string): Promise<string> {
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "browser", "import"],
    target: "es2024",
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  });
  const [output] = built.outputFiles;
  if (output === undefined) throw new Error(`${entry}: the bundler gave no output`);
  return output.text;
}
