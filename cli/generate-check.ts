/** `npm run generate:check`: generated organisations, scanned: what was found, and what was told of the harmless. */

import { checkWorld, holds, type WorldReport } from "../dev/generate/check/check-world.ts";
import type { Options } from "../dev/generate/organization.ts";
import { parseCheckOptions } from "./generate-check-options.ts";

async function main(args: readonly string[]): Promise<number> {
  const worlds = parseCheckOptions(args);
  if (!worlds.ok) {
    console.error(`generate:check: ${worlds.error}`);
    return 2;
  }
  let broken = 0;
  for (const world of worlds.value) {
    const report = await checkWorld(world);
    if (!holds(report)) broken++;
    show(world, report);
  }
  console.log(JSON.stringify({ worlds: worlds.value.length, broken }));
  return broken === 0 ? 0 : 1;
}

function show({ seed, flow: { windowMinutes, format } }: Options, { attacked, quiet }: WorldReport): void {
  const { found, missed, outside } = attacked;
  console.log(`seed ${seed}, windows ${windowMinutes ?? "mixed"}, format ${format ?? "mixed"}`);
  console.log(`  attacks: ${found} of ${found + missed.length} found`);
  for (const { type, accountId, resource, from } of missed) {
    console.log(`  missed: ${type} on ${resource} in ${accountId} from ${from}`);
  }
  for (const [name, count] of Object.entries(outside)) console.log(`  outside every attack: ${count} ${name}`);
  const { principalDays, hostDays, anomalousPer100, hostsPer100, high, told } = quiet;
  console.log(
    `  without attacks: ${anomalousPer100} AnomalousBehavior for 100 of ${principalDays} principal-days, ` +
      `${hostsPer100} for 100 of ${hostDays} host-days, ${high} High`,
  );
  for (const [name, count] of Object.entries(told)) console.log(`  told without attacks: ${count} ${name}`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`generate:check: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
