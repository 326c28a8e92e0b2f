/** `npm run scan`: the whole core over local log files, in plain Node. Options and output: README, "Scan". */

import { scanLogs } from "./scan-logs.ts";
import { parseScanOptions } from "./scan-options.ts";
import { toGuardDuty } from "../src/core/findings/formats/guardduty.ts";

async function main(args: readonly string[]): Promise<number> {
  const options = parseScanOptions(args);
  if (!options.ok) {
    console.error(`scan: ${options.error}`);
    return 2;
  }
  const started = performance.now();
  const { findings, totals } = await scanLogs(options.value, (text) => console.error(text));
  for (const finding of findings) console.log(JSON.stringify(toGuardDuty(finding)));
  const seconds = Math.round((performance.now() - started) / 10) / 100;
  console.error(JSON.stringify({ ...totals, findings: findings.length, seconds }));
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`scan: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
