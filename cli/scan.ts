/** `npm run scan`: the whole core over local log files, in plain Node. Options and output: README, "Scan". */

import { scanLogs } from "./scan-logs.ts";
import { parseScanOptions, type ScanOptions } from "./scan-options.ts";
import { unexplained } from "../src/core/findings/explanation.ts";
import { toGuardDuty } from "../src/core/findings/formats/guardduty.ts";

async function main(args: readonly string[]): Promise<number> {
  const options = parseScanOptions(args);
  if (!options.ok) {
    console.error(`scan: ${options.error}`);
    return 2;
  }
  for (const note of notYet(options.value)) console.error(`scan: ${note}`);
  const started = performance.now();
  const { findings, totals } = await scanLogs(options.value, (text) => console.error(text));
  const { explain } = options.value;
  for (const finding of findings) console.log(JSON.stringify(toGuardDuty(explain ? finding : unexplained(finding))));
  const seconds = Math.round((performance.now() - started) / 10) / 100;
  console.error(JSON.stringify({ ...totals, findings: findings.length, seconds }));
  return 0;
}

/** What the options ask for and this version does not do: said, never passed over. */
function notYet({ format }: ScanOptions): string[] {
  const notes: string[] = [];
  if (format !== "guardduty") notes.push(`--format ${format} is not there yet: findings are written as guardduty`);
  return notes;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`scan: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
