/** `scan` in process: what the logs given are found to hold. */

import { scanLogs } from "../../cli/scan-logs.ts";
import { parseScanOptions } from "../../cli/scan-options.ts";
import type { Finding } from "../../src/core/finding.ts";
import { emptyStates, memoryProfiles, type MemoryStates } from "../../src/core/memory-profiles.ts";

/** Findings, oldest first. `states` are learned from before, and go on learning. */
export async function findingsIn(path: string, states: MemoryStates = emptyStates()): Promise<readonly Finding[]> {
  return await scan([path], states);
}

/** Learns from the logs, and raises nothing. */
export async function learnFrom(path: string): Promise<MemoryStates> {
  const states = emptyStates();
  await scan(["--learn", path, import.meta.filename], states);
  return states;
}

async function scan(args: readonly string[], states: MemoryStates): Promise<readonly Finding[]> {
  const options = parseScanOptions(args);
  if (!options.ok) throw new Error(options.error);
  const { findings } = await scanLogs(options.value, () => undefined, memoryProfiles(states));
  return findings;
}
