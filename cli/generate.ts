/** `npm run generate`: the logs of a synthetic organisation in S3 layout, with labels. Options: README, "Generate". */

import { generate } from "../dev/generate/generate.ts";
import { parseGenerateOptions } from "./generate-options.ts";

/** A line for people, where someone looks on and the work takes longer. */
const QUIET_MS = 2_000;

function main(args: readonly string[]): number {
  const options = parseGenerateOptions(args);
  if (!options.ok) {
    console.error(`generate: ${options.error}`);
    return 2;
  }
  const started = performance.now();
  const { out, world, scenarios } = options.value;
  const summary = generate(out, world, scenarios, (text) => {
    if (process.stderr.isTTY && performance.now() - started > QUIET_MS) process.stderr.write(`\r${text} `);
  });
  console.log(JSON.stringify({ out, ...summary, seconds: Math.round((performance.now() - started) / 10) / 100 }));
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error(`generate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
