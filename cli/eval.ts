/** `npm run eval`: how well attacks that others recorded are detected. What it measures: docs/eval.md. */

import { sharedData } from "../dev/eval/shared-data.ts";
import { parseEvalOptions } from "./eval-options.ts";

async function main(args: readonly string[]): Promise<number> {
  const options = parseEvalOptions(args);
  if (!options.ok) {
    console.error(`eval: ${options.error}`);
    return 2;
  }
  const { json, sections } = options.value;
  const figures: Record<string, object> = {};
  for (const { name, title, needs, run } of sections) {
    const path = sharedData(needs);
    if (path === null) {
      (json ? console.error : console.log)(`${name} skipped: ../shared/${needs} not present`);
      continue;
    }
    const outcome = await run(path);
    figures[name] = outcome.figures;
    if (!json) console.log([`== ${name}: ${title}`, "", ...outcome.lines, ""].join("\n"));
  }
  if (json) console.log(JSON.stringify(figures));
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`eval: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
